// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.EmbeddingRequest;
import dev.posada.bedrock.BedrockEmbeddingOptions.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The words of a family of embedding models, and what it takes. The bodies are those of AWS's "model parameters" pages. */
enum EmbeddingDialect {
    TITAN_V1("amazon.titan-embed-text-v1", 1, 50_000) {
        @Override
        List<Integer> lengths() {
            return List.of(1536);
        }

        @Override
        InvokeBody body(List<String> texts, EmbeddingRequest request, BedrockEmbeddingOptions options) {
            return new InvokeBody().text("inputText", texts.get(0)).all(options.fields());
        }
    },
    TITAN_V2("amazon.titan-embed-text-v2", 1, 50_000) {
        @Override
        List<Integer> lengths() {
            return List.of(256, 512, 1024);
        }

        @Override
        InvokeBody body(List<String> texts, EmbeddingRequest request, BedrockEmbeddingOptions options) {
            InvokeBody body = new InvokeBody().text("inputText", texts.get(0));
            request.dimensions().ifPresent(length -> body.number("dimensions", length));
            options.normalized().ifPresent(normalized -> body.json("normalize", normalized.toString()));
            return body.all(options.fields());
        }
    },
    COHERE_ENGLISH_V3("cohere.embed-english-v3", 96, 2_048) {
        @Override
        List<Integer> lengths() {
            return List.of(1024);
        }

        @Override
        InvokeBody body(List<String> texts, EmbeddingRequest request, BedrockEmbeddingOptions options) {
            return cohere(texts, options, request.truncate() ? "END" : "NONE").all(options.fields());
        }
    },
    COHERE_MULTILINGUAL_V3("cohere.embed-multilingual-v3", 96, 2_048) {
        @Override
        List<Integer> lengths() {
            return List.of(1024);
        }

        @Override
        InvokeBody body(List<String> texts, EmbeddingRequest request, BedrockEmbeddingOptions options) {
            return COHERE_ENGLISH_V3.body(texts, request, options);
        }
    },
    COHERE_V4("cohere.embed-v4", 96, Integer.MAX_VALUE) {
        @Override
        List<Integer> lengths() {
            return List.of(256, 512, 1024, 1536);
        }

        @Override
        InvokeBody body(List<String> texts, EmbeddingRequest request, BedrockEmbeddingOptions options) {
            InvokeBody body = cohere(texts, options, request.truncate() ? "RIGHT" : "NONE")
                    .texts("embedding_types", List.of("float"));
            request.dimensions().ifPresent(length -> body.number("output_dimension", length));
            return body.all(options.fields());
        }
    },
    NOVA("amazon.nova-2-multimodal-embeddings", 1, Integer.MAX_VALUE) {
        @Override
        List<Integer> lengths() {
            return List.of(256, 384, 1024, 3072);
        }

        @Override
        InvokeBody body(List<String> texts, EmbeddingRequest request, BedrockEmbeddingOptions options) {
            InvokeBody text = new InvokeBody()
                    .text("truncationMode", request.truncate() ? "END" : "NONE")
                    .text("value", texts.get(0));
            InvokeBody parameters = new InvokeBody().text("embeddingPurpose", novaPurpose(options));
            request.dimensions().ifPresent(length -> parameters.number("embeddingDimension", length));
            return new InvokeBody()
                    .text("schemaVersion", "nova-multimodal-embed-v1")
                    .text("taskType", "SINGLE_EMBEDDING")
                    .object(
                            "singleEmbeddingParams",
                            parameters.object("text", text).all(options.fields()));
        }
    };

    private final String id;
    private final int batch;
    private final int longestText;

    /**
     * A dialect.
     *
     * @param id how the ids of its models begin
     * @param batch how many texts a call takes
     * @param longestText how many characters a text may have, where a number of characters is the limit
     */
    EmbeddingDialect(String id, int batch, int longestText) {
        this.id = id;
        this.batch = batch;
        this.longestText = longestText;
    }

    /** The dialect of a model, by the id of its foundation model. */
    static Optional<EmbeddingDialect> of(String base) {
        return Arrays.stream(values())
                .filter(dialect -> base.startsWith(dialect.id))
                .findFirst();
    }

    /** The ids of models that are known. */
    static List<String> known() {
        return Arrays.stream(values()).map(dialect -> dialect.id).toList();
    }

    /** The body of a call for as many texts as a batch holds. */
    abstract InvokeBody body(List<String> texts, EmbeddingRequest request, BedrockEmbeddingOptions options);

    int batch() {
        return batch;
    }

    int longestText() {
        return longestText;
    }

    /** Which lengths the vectors can have. */
    abstract List<Integer> lengths();

    boolean isTitan() {
        return this == TITAN_V1 || this == TITAN_V2;
    }

    private static InvokeBody cohere(List<String> texts, BedrockEmbeddingOptions options, String truncate) {
        return new InvokeBody()
                .texts("texts", texts)
                .text("input_type", cohereType(options))
                .text("truncate", truncate);
    }

    private static String cohereType(BedrockEmbeddingOptions options) {
        return switch (options.purpose().orElse(Purpose.DOCUMENT)) {
            case DOCUMENT -> "search_document";
            case QUERY -> "search_query";
            case CLASSIFICATION -> "classification";
            case CLUSTERING -> "clustering";
        };
    }

    private static String novaPurpose(BedrockEmbeddingOptions options) {
        return switch (options.purpose().orElse(Purpose.DOCUMENT)) {
            case DOCUMENT -> "GENERIC_INDEX";
            case QUERY -> "GENERIC_RETRIEVAL";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
        };
    }
}
