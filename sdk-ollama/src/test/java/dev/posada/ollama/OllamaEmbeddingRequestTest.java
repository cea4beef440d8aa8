// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.EmbeddingRequest;
import dev.posada.ErrorDetails;
import java.util.List;
import org.junit.jupiter.api.Test;

class OllamaEmbeddingRequestTest {
    private static final ErrorDetails WHERE =
            ErrorDetails.none().host("ollama://test:1").model("m");

    @Test
    void areNotCutUnlessTheRequestAllowsIt() {
        EmbeddingRequest request = EmbeddingRequest.of(List.of("red", "blue"));

        assertThat(embedding(request)).isEqualTo("{\"model\":\"m\",\"input\":[\"red\",\"blue\"],\"truncate\":false}");
        assertThat(embedding(request.truncate(true).dimensions(256)))
                .isEqualTo("{\"model\":\"m\",\"input\":[\"red\",\"blue\"],\"truncate\":true,\"dimensions\":256}");
    }

    @Test
    void takeOptionsOfTheirOwn() {
        OllamaOptions options =
                OllamaOptions.builder().numCtx(2048).keepAliveForever().build();

        String json = embedding(EmbeddingRequest.of(List.of("red")).options(options));

        assertThat(json).endsWith("\"options\":{\"num_ctx\":2048},\"keep_alive\":-1}");
    }

    private String embedding(EmbeddingRequest request) {
        return new OllamaRequestMapper("m", OllamaOptions.none(), false, WHERE)
                .embedding(request)
                .json()
                .toString();
    }
}
