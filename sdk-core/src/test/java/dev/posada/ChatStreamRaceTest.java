// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatStreamRaceTest {

    @Test
    void whereverACancelFallsTheStreamEndsOnceAndItsConnectionIsClosedOnce() throws Exception {
        ExecutorService canceller = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 5_000; round++) {
                FakeTransport transport = new FakeTransport()
                        .answers(
                                FakeTransport.says("a"),
                                FakeTransport.says("b"),
                                FakeTransport.says("c"),
                                FakeTransport.finishes());
                ChatStream stream = ChatStream.of(CallPolicy.of("test://host").model("tiny"), transport);
                int spins = ThreadLocalRandom.current().nextInt(4_000);
                Future<?> cancel = canceller.submit(() -> {
                    for (int i = 0; i < spins; i++) {
                        Thread.onSpinWait();
                    }
                    stream.cancel();
                });

                int ends = endsOf(stream);
                cancel.get();
                stream.close();

                assertThat(ends).isEqualTo(1);
                assertThat(transport.closed).hasValue(transport.opened.get());
                assertThat(transport.closedWhileReading).hasValue(0);
            }
        } finally {
            canceller.shutdownNow();
        }
    }

    /** How many ends a reader sees: {@code Finished} events and exceptions. */
    private static int endsOf(ChatStream stream) {
        int ends = 0;
        try {
            for (ChatEvent event : stream) {
                ends += event instanceof ChatEvent.Finished ? 1 : 0;
            }
        } catch (CancelledException e) {
            ends++;
        }
        return ends;
    }
}
