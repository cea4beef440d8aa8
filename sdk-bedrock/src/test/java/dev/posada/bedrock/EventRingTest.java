// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventRingTest {
    private static final int EVENTS = 200_000;
    private static final int CAPACITY = 8;

    private final EventRing<Integer> ring = new EventRing<>(CAPACITY);

    /** A forgotten wake-up would leave both waiting for each other. */
    @Test
    @Timeout(60)
    void handsOverEachEventOnceAndInOrderAndThenTheEnd() throws Exception {
        Semaphore room = new Semaphore(CAPACITY);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < EVENTS; i++) {
                room.acquireUninterruptibly();
                assertThat(ring.put(i)).isTrue();
            }
            ring.end("end");
            ring.end("another end");
        });

        int expected = 0;
        while (true) {
            Integer event = ring.poll();
            if (event != null) {
                assertThat(event).isEqualTo(expected);
                expected++;
                room.release();
            } else if (ring.ending() != null) {
                break;
            } else {
                ring.await(Long.MAX_VALUE);
            }
        }

        writer.get(10, TimeUnit.SECONDS);
        assertThat(expected).isEqualTo(EVENTS);
        assertThat(ring.ending()).isEqualTo("end");
        assertThat(ring.poll()).isNull();
    }

    @Test
    @Timeout(60)
    void wakesItsReaderWhenAnotherThreadEndsIt() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            EventRing<Integer> silent = new EventRing<>(CAPACITY);
            CompletableFuture<Void> ender = CompletableFuture.runAsync(() -> silent.end("end"));

            while (silent.ending() == null) {
                silent.await(Long.MAX_VALUE);
            }

            ender.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void refusesMoreThanItHasRoomFor() {
        for (int i = 0; i < CAPACITY; i++) {
            assertThat(ring.put(i)).isTrue();
        }

        assertThat(ring.put(CAPACITY)).isFalse();
        assertThat(ring.poll()).isZero();
        assertThat(ring.put(CAPACITY)).isTrue();
    }

    @Test
    void stopsWaitingWhenItsReaderIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ring.await(Long.MAX_VALUE)).isInstanceOf(InterruptedException.class);
    }
}
