// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RankedDocument;
import dev.posada.RerankModel;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRerankTest {
    private static final List<String> DOCUMENTS = List.of("a lemon", "a hammer");

    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private List<RankedDocument> rerank(String model, int limit) {
        return server.host().rerankModel(model).rerank("citrus fruit", DOCUMENTS, limit);
    }

    @Test
    void ordersBestFirstWhateverTheServersOrder() {
        assertThat(rerank("rerank-two-documents", 2))
                .containsExactly(new RankedDocument(0, 0.97), new RankedDocument(1, 0.01));
    }

    @Test
    void givesNoMoreThanWasAskedFor() {
        assertThat(rerank("rerank-two-documents", 1)).containsExactly(new RankedDocument(0, 0.97));
    }

    @Test
    void asksWithoutTheRootIfTheServerHasNoneBehindIt() {
        List<RankedDocument> ranked = rerank("rerank-texts", 2);

        assertThat(ranked).containsExactly(new RankedDocument(0, 0.97), new RankedDocument(1, 0.01));
        assertThat(server.requests("/v1/rerank")).hasSize(1);
        assertThat(server.requests("/rerank")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rerank-path-not-found", "rerank-not-enabled", "rerank-unexpected-endpoint"})
    void saysThatTheServerDoesNotRank(String model) {
        PosadaException failure = catchThrowableOfType(PosadaException.class, () -> rerank(model, 2));

        assertThat(failure).isInstanceOf(UnsupportedFeatureException.class);
        assertThat(failure.model()).contains(model);
    }

    @Test
    void refusesAnIndexThatWasNotSent() {
        PosadaException failure =
                catchThrowableOfType(PosadaException.class, () -> rerank("rerank-index-out-of-range", 2));

        assertThat(failure).isInstanceOf(ProtocolException.class).hasMessageContaining("index 7");
    }

    @Test
    void asksNobodyAboutNothing() {
        RerankModel model = server.host().rerankModel("rerank-two-documents");

        assertThat(model.rerank("citrus fruit", List.of())).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> model.rerank("citrus fruit", DOCUMENTS, 0));
        assertThat(server.requests("/v1/rerank")).isEmpty();
    }
}
