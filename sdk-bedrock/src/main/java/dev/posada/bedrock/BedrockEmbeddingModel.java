// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.CallPolicy;
import dev.posada.Embedding;
import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import dev.posada.Timings;
import dev.posada.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/** Makes vectors over InvokeModel: a call for each batch that the model takes, several at once. */
final class BedrockEmbeddingModel implements EmbeddingModel {
    /** Not in the service's model: a number of tokens that answers carry which have none in their body. */
    private static final String TOKENS_HEADER = "x-amzn-bedrock-input-token-count";

    private final Bedrock host;
    private final String name;

    BedrockEmbeddingModel(Bedrock host, String name) {
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
    public EmbeddingResponse embed(EmbeddingRequest request) {
        ErrorDetails where = host.where(name);
        EmbeddingPlan plan = EmbeddingPlan.of(request, host.facts(name), where);
        CallPolicy hosts = host.clients().policy().model(name);
        CallPolicy policy = request.timeouts().map(hosts::timeouts).orElse(hosts);
        // What has come in outlives a try that failed: many calls are not made again for the sake of one.
        AtomicReferenceArray<InvokeModelResponse> answers =
                new AtomicReferenceArray<>(plan.bodies().size());
        return policy.run(call -> {
            host.clients()
                    .ask(
                            call,
                            where,
                            settings -> BoundedCalls.start(
                                    missing(answers, plan, settings),
                                    plan.options().callsAtOnce()));
            return response(answers, plan, request, where);
        });
    }

    private List<Supplier<CompletableFuture<InvokeModelResponse>>> missing(
            AtomicReferenceArray<InvokeModelResponse> answers,
            EmbeddingPlan plan,
            AwsRequestOverrideConfiguration settings) {
        List<Supplier<CompletableFuture<InvokeModelResponse>>> calls = new ArrayList<>();
        for (int i = 0; i < answers.length(); i++) {
            if (answers.get(i) == null) {
                int index = i;
                calls.add(() -> kept(host.clients().invoke(name, plan.bodies().get(index), settings), answers, index));
            }
        }
        return calls;
    }

    /** The same outcome, once it is kept; to cancel it cancels the call. */
    private static CompletableFuture<InvokeModelResponse> kept(
            CompletableFuture<InvokeModelResponse> asked,
            AtomicReferenceArray<InvokeModelResponse> answers,
            int index) {
        CompletableFuture<InvokeModelResponse> kept = new CompletableFuture<>();
        Completion.of(asked, (answer, failure) -> {
            if (failure != null) {
                kept.completeExceptionally(failure);
            } else {
                answers.set(index, answer);
                kept.complete(answer);
            }
        });
        Completion.of(kept, (answer, failure) -> {
            if (kept.isCancelled()) {
                asked.cancel(true);
            }
        });
        return kept;
    }

    private EmbeddingResponse response(
            AtomicReferenceArray<InvokeModelResponse> answers,
            EmbeddingPlan plan,
            EmbeddingRequest request,
            ErrorDetails where) {
        List<Embedding> embeddings = new ArrayList<>();
        Usage usage = Usage.unknown();
        for (int i = 0; i < answers.length(); i++) {
            InvokeModelResponse answer = answers.get(i);
            EmbeddingAnswer read = read(answer, where);
            int expected = plan.batchSize(i, request.texts().size());
            if (read.embeddings().size() != expected) {
                throw senseless(
                        "it holds " + read.embeddings().size() + " vectors for " + expected
                                + " texts; which belongs to which can't be told",
                        answer,
                        where);
            }
            embeddings.addAll(read.embeddings());
            usage = usage.plus(Usage.of(tokens(read, answer), 0));
        }
        return new EmbeddingResponse(name, plan.finished(embeddings), usage, Timings.none(), plan.warnings());
    }

    private static EmbeddingAnswer read(InvokeModelResponse answer, ErrorDetails where) {
        try {
            return EmbeddingAnswer.read(answer.body().asByteArrayUnsafe());
        } catch (IOException e) {
            throw senseless(String.valueOf(e.getMessage()), answer, where);
        }
    }

    private static ProtocolException senseless(String complaint, InvokeModelResponse answer, ErrorDetails where) {
        return new ProtocolException(
                "The answer of " + BedrockErrors.server(where) + " for the model " + where.model() + " makes no sense: "
                        + complaint + ".",
                where.requestId(answer.responseMetadata().requestId()));
    }

    private static int tokens(EmbeddingAnswer read, InvokeModelResponse answer) {
        if (read.tokens() > 0) {
            return read.tokens();
        }
        Optional<String> header = answer.sdkHttpResponse().firstMatchingHeader(TOKENS_HEADER);
        return header.filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
    }
}
