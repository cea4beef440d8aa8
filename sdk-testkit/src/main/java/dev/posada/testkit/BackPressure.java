// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatEvent;
import dev.posada.ChatStream;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** Guarantee 10. */
@Guarantee(10)
@Needs(Feature.SERVER)
interface BackPressure extends OnStage {
    /** More than the buffers of both sockets hold. */
    long LOTS = 64L << 20;

    @Test
    default void aReaderThatStopsSlowsTheServerDown() {
        stage().serve(Script.answer().endlessText("x".repeat(1000)));

        try (ChatStream stream = stage().stream()) {
            Iterator<ChatEvent> events = stream.iterator();
            events.next();
            events.next();

            assertThat(stage().server().awaitHeldUp()).isLessThan(LOTS);
        }

        stage().server().awaitClientGone();
    }
}
