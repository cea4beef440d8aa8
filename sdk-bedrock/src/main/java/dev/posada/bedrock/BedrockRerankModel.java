// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.ProtocolException;
import dev.posada.RankedDocument;
import dev.posada.RerankModel;
import dev.posada.UnsupportedFeatureException;
import dev.posada.spi.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentruntime.model.RerankDocument;
import software.amazon.awssdk.services.bedrockagentruntime.model.RerankDocumentType;
import software.amazon.awssdk.services.bedrockagentruntime.model.RerankQuery;
import software.amazon.awssdk.services.bedrockagentruntime.model.RerankQueryContentType;
import software.amazon.awssdk.services.bedrockagentruntime.model.RerankRequest;
import software.amazon.awssdk.services.bedrockagentruntime.model.RerankResponse;
import software.amazon.awssdk.services.bedrockagentruntime.model.RerankSource;
import software.amazon.awssdk.services.bedrockagentruntime.model.RerankSourceType;
import software.amazon.awssdk.services.bedrockagentruntime.model.RerankingConfigurationType;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/**
 * Orders documents. Cohere's models are asked over InvokeModel, which takes API keys, too; all others over the Rerank
 * operation of the agent runtime, which takes AWS credentials only.
 */
final class BedrockRerankModel implements RerankModel {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_DOCUMENTS = 1_000;
    private static final int LONGEST_QUERY = 32_000;

    private final Bedrock host;
    private final String name;

    BedrockRerankModel(Bedrock host, String name) {
        this.host = host;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Bedrock host() {
        return host;
    }

    @Override
    public List<RankedDocument> rerank(String query, List<String> documents, int limit) {
        ErrorDetails where = host.where(name);
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be 1 or more.");
        }
        if (documents.isEmpty()) {
            return List.of();
        }
        BedrockModel model = host.facts(name);
        model.require(ModelFeature.RERANK, where);
        requireWithinLimits(query, documents, where);
        int best = Math.min(limit, documents.size());
        boolean isCohere = model.base().startsWith("cohere.");
        if (!isCohere) {
            requireCredentials(where);
        }
        return host.clients().policy().model(name).run(call -> {
            List<RankedDocument> ranked =
                    isCohere ? invoke(query, documents, best, call, where) : ask(query, documents, best, call, where);
            return checked(ranked, documents.size(), best, where);
        });
    }

    private static void requireWithinLimits(String query, List<String> documents, ErrorDetails where) {
        if (query.isBlank() || query.length() > LONGEST_QUERY) {
            throw new InvalidRequestException(
                    "The query has " + query.length() + " characters; Bedrock takes 1 to 32,000.", where);
        }
        if (documents.size() > MOST_DOCUMENTS) {
            throw new InvalidRequestException(
                    "There are " + documents.size()
                            + " documents; Bedrock orders 1,000 at once. Ask for parts of them and"
                            + " order the best of each again.",
                    where);
        }
    }

    private void requireCredentials(ErrorDetails where) {
        if (host.clients().access().apiKey() != null && host.clients().access().credentials() == null) {
            throw new UnsupportedFeatureException(
                    "Reranking with the model " + name
                            + " takes no Bedrock API key. Give AWS credentials to the builder, or"
                            + " take cohere.rerank-v3-5:0, which is asked in a way that takes the key.",
                    where);
        }
    }

    // ---- InvokeModel

    private List<RankedDocument> invoke(String query, List<String> documents, int best, Call call, ErrorDetails where) {
        InvokeBody body = new InvokeBody()
                .text("query", query)
                .texts("documents", documents)
                .number("top_n", best)
                .number("api_version", 2); // the service refuses a body without it
        InvokeModelResponse answer =
                host.clients().ask(call, where, settings -> host.clients().invoke(name, body.toString(), settings));
        try (JsonParser parser = JSON.createParser(answer.body().asByteArrayUnsafe())) {
            return results(parser);
        } catch (IOException e) {
            throw senseless("it is not JSON as it should be: " + e.getMessage(), where);
        }
    }

    private static List<RankedDocument> results(JsonParser parser) throws IOException {
        List<RankedDocument> ranked = new ArrayList<>();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return ranked;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isResults = parser.currentName().equals("results");
            if (parser.nextToken() != JsonToken.START_ARRAY || !isResults) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                ranked.add(result(parser));
            }
        }
        return ranked;
    }

    private static RankedDocument result(JsonParser parser) throws IOException {
        int index = -1;
        double score = Double.NaN;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "index" -> index = parser.getIntValue();
                case "relevance_score" -> score = parser.getDoubleValue();
                default -> parser.skipChildren();
            }
        }
        return new RankedDocument(index, score);
    }

    // ---- the agent runtime

    private List<RankedDocument> ask(String query, List<String> documents, int best, Call call, ErrorDetails where) {
        RerankRequest.Builder request = RerankRequest.builder()
                .queries(RerankQuery.builder()
                        .type(RerankQueryContentType.TEXT)
                        .textQuery(text -> text.text(query))
                        .build())
                .sources(documents.stream().map(BedrockRerankModel::source).toList())
                .rerankingConfiguration(configuration -> configuration
                        .type(RerankingConfigurationType.BEDROCK_RERANKING_MODEL)
                        .bedrockRerankingConfiguration(
                                model -> model.numberOfResults(best).modelConfiguration(own -> own.modelArn(arn()))));
        List<RankedDocument> ranked = new ArrayList<>();
        String next = null;
        do {
            RerankRequest page = request.nextToken(next).build();
            RerankResponse answer = host.clients()
                    .ask(
                            call,
                            where,
                            settings -> host.clients()
                                    .agentRuntime()
                                    .rerank(page.toBuilder()
                                            .overrideConfiguration(settings)
                                            .build()));
            answer.results().forEach(result -> ranked.add(ranked(result.index(), result.relevanceScore())));
            next = answer.nextToken();
        } while (next != null && ranked.size() < best);
        return ranked;
    }

    private static RankedDocument ranked(Integer index, Float score) {
        return new RankedDocument(index == null ? -1 : index, score == null ? Double.NaN : score);
    }

    private static RerankSource source(String document) {
        return RerankSource.builder()
                .type(RerankSourceType.INLINE)
                .inlineDocumentSource(RerankDocument.builder()
                        .type(RerankDocumentType.TEXT)
                        .textDocument(text -> text.text(document))
                        .build())
                .build();
    }

    private String arn() {
        if (host.facts(name).id().isArn()) {
            return name;
        }
        Region region = host.clients().access().region();
        return "arn:" + PartitionMetadata.of(region).id() + ":bedrock:" + region + "::foundation-model/" + name;
    }

    private static List<RankedDocument> checked(
            List<RankedDocument> ranked, int documents, int best, ErrorDetails where) {
        BitSet seen = new BitSet();
        for (RankedDocument document : ranked) {
            int index = document.index();
            if (index < 0 || index >= documents || seen.get(index) || Double.isNaN(document.score())) {
                throw senseless(
                        "for " + documents + " documents it ranks the index " + index + " with the score "
                                + document.score(),
                        where);
            }
            seen.set(index);
        }
        if (ranked.isEmpty()) {
            throw senseless("it holds no results", where);
        }
        return ranked.stream()
                .sorted(Comparator.comparingDouble(RankedDocument::score).reversed())
                .limit(best)
                .toList();
    }

    private static ProtocolException senseless(String complaint, ErrorDetails where) {
        return new ProtocolException(
                "The answer of " + BedrockErrors.server(where) + " for the model " + where.model() + " makes no sense: "
                        + complaint + ".",
                where);
    }
}
