// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Guarantee 9. */
@Guarantee(9)
@Needs(Feature.SERVER)
interface MemoryIsBounded extends OnStage {
    /** A limit that is quickly reached. */
    int FEW_BYTES = 10_000;

    @Test
    @Needs(Feature.ENDLESS_FRAMES)
    default void aFrameThatNeverEndsFailsAtItsLimit() {
        CountDownLatch read = new CountDownLatch(1);
        stage().limits(FEW_BYTES).serve(Script.answer().text("Half").await(read).endlessFrame());

        assertThat(stage().failureAfterWords(ProtocolException.class, read).partialText())
                .isEqualTo("Half");
        stage().server().awaitClientGone();
    }

    @Test
    default void anAnswerThatNeverEndsFailsAtItsLimit() {
        stage().limits(FEW_BYTES).serve(Script.answer().endlessText("and on and on "));

        assertThat(stage().failure(ProtocolException.class).partialText()).startsWith("and on and on ");
        stage().server().awaitClientGone();
    }

    @Test
    default void anErrorPageOfAnySizeIsAnError() {
        stage().limits(FEW_BYTES).serve(Script.page(500, "text/html", "<p>broken</p>".repeat(100_000)));

        PosadaException failure = stage().failure(PosadaException.class);

        assertThat(failure.status()).hasValue(500);
        assertThat(failure.getMessage()).hasSizeLessThan(FEW_BYTES);
    }
}
