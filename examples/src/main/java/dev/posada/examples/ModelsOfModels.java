// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.Balance;
import dev.posada.ChatModel;
import dev.posada.EmbeddingModel;
import dev.posada.Fallback;
import dev.posada.Hedge;
import dev.posada.Limit;
import dev.posada.ModelHost;
import dev.posada.ModelNotFoundException;
import dev.posada.RetryPolicy;
import java.time.Duration;

/** What {@code docs/resilience.md} shows. */
final class ModelsOfModels {
    private ModelsOfModels() {}

    static ChatModel fallback(ChatModel local, ChatModel cloud) {
        return Fallback.defaults()
                .when(failure -> failure.isRetryable() || failure instanceof ModelNotFoundException)
                .leaveOut(3, Duration.ofSeconds(30))
                .over(local, cloud);
    }

    static ChatModel balance(ChatModel largeServer, ChatModel smallServer) {
        return Balance.leastInFlight().weights(2, 1).over(largeServer, smallServer);
    }

    static ChatModel hedge(ChatModel one, ChatModel other) {
        return Hedge.after(Duration.ofSeconds(2)).over(one, other);
    }

    static ChatModel limit(ModelHost host) {
        Limit limit = Limit.concurrent(4).requestsPerMinute(60).tokensPerMinute(100_000);
        ChatModel model = limit.over(host.chatModel("llama3.2"));
        EmbeddingModel embedder = limit.over(host.embeddingModel("nomic-embed-text")); // shares the limit
        embedder.embed("Opening hours");
        return model;
    }

    static ChatModel all(ChatModel one, ChatModel other, ChatModel cloud) {
        ChatModel ours = Balance.roundRobin().over(one, other);
        ChatModel any = Fallback.defaults().over(ours, cloud);
        return new RetryPolicy(3, Duration.ofSeconds(5), Duration.ofMinutes(1)).over(any);
    }
}
