// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ErrorDetails;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BodyPumpTest {
    private final BodyPump pump = new BodyPump(() -> {}, ErrorDetails.none(), null);

    /** Else the next request would find the connection still in use, and open another. */
    @Test
    void waitsForTheEndOfTheBodyAfterTheEndOfTheAnswer() throws Exception {
        Thread reader = new Thread(() -> pump.complete(TimeUnit.MINUTES.toNanos(1)));
        reader.start();
        while (reader.getState() != Thread.State.TIMED_WAITING) {
            assertThat(reader.isAlive()).isTrue();
            Thread.onSpinWait();
        }

        pump.end();

        reader.join();
        assertThat(pump.outcome()).isCompleted();
    }

    @Test
    void cutsOffABodyThatDoesNotEnd() {
        pump.complete(TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(pump.outcome()).isCancelled();
    }
}
