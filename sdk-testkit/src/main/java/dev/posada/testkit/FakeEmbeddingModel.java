// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.Embedding;
import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.Timings;
import dev.posada.Usage;
import java.util.List;

/** An embedding model of a fake host. */
final class FakeEmbeddingModel implements EmbeddingModel {
    private final FakeHost host;
    private final String name;

    FakeEmbeddingModel(FakeHost host, String name) {
        this.host = host;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FakeHost host() {
        return host;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        var policy = request.timeouts().map(host.policy(name)::timeouts).orElse(host.policy(name));
        return policy.run(call -> {
            List<Embedding> vectors = host.vectors(request);
            return new EmbeddingResponse(name, vectors, Usage.unknown(), Timings.none(), List.of());
        });
    }
}
