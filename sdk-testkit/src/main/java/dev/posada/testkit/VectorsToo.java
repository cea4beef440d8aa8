// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.EmbeddingRequest;
import dev.posada.InvalidRequestException;
import dev.posada.PosadaException;
import dev.posada.RateLimitException;
import dev.posada.TimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for vectors as it does for answers. */
@Needs({Feature.SERVER, Feature.EMBEDDINGS})
interface VectorsToo extends OnStage {
    @Test
    @Guarantee(2)
    default void anErrorInsteadOfVectorsIsAnError() {
        stage().serve(Script.error(400, "no such thing"));

        InvalidRequestException failure = failure(InvalidRequestException.class);

        assertThat(failure.status()).hasValue(400);
        assertThat(failure).hasMessageContaining("no such thing");
    }

    @Test
    @Guarantee(2)
    default void vectorsThatMakeNoSenseAreAFailure() {
        stage().serve(Script.page(200, "application/json", "{\"embedding\":[0.25,oops"));

        failure(PosadaException.class);
    }

    @Test
    @Guarantee(3)
    default void vectorsThatDoNotComeEndWithATimeout() {
        stage().timeouts(limits -> limits.total(Stage.SHORT)).serve(Script.silence());

        failure(TimeoutException.class);

        stage().server().awaitClientGone();
    }

    @Test
    @Guarantee(5)
    default void vectorsAreAskedForAgainWhereTheServerIsBusy() {
        stage().retries(2).serve(Script.error(503, "busy"), Script.embeddings(List.of(List.of(0.25, 0.5))));

        assertThat(stage().embeddings().embed("Hi").dimensions()).isEqualTo(2);
    }

    @Test
    @Guarantee(5)
    default void vectorsAreRefusedAsOftenAsTheyMayBeAskedFor() {
        stage().retries(2).serve(Script.error(429, "too fast"));

        failure(RateLimitException.class);

        assertThat(stage().server().questions()).hasSize(3);
    }

    private <E extends PosadaException> E failure(Class<E> type) {
        EmbeddingRequest request = EmbeddingRequest.of(List.of("Hi")).timeouts(stage().timeouts());
        E failure = catchThrowableOfType(type, () -> stage().embeddings().embed(request));
        assertThat(failure).as("a failure of type " + type.getSimpleName()).isNotNull();
        return failure;
    }
}
