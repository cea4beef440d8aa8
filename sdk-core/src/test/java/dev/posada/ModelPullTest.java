// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.spi.PullSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ModelPullTest {
    private final ManualTime time = new ManualTime();
    private final CallPolicy policy = CallPolicy.of("test://host").time(time);
    private int closed;

    private PullSource source(Queue<PullProgress> progress, @Nullable RuntimeException end) {
        return new PullSource() {
            @Override
            public @Nullable PullProgress next() {
                PullProgress next = progress.poll();
                if (next == null && end != null) {
                    throw end;
                }
                return next;
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    private static PullProgress step(int completed) {
        return new PullProgress("pulling", "abc", completed, 10);
    }

    @Test
    void handsOutProgressUntilTheModelIsComplete() {
        ModelPull pull = ModelPull.of(policy, call -> source(new ArrayDeque<>(List.of(step(1), step(10))), null));
        List<PullProgress> seen = new ArrayList<>();

        pull.forEach(seen::add);

        assertThat(seen).containsExactly(step(1), step(10));
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void aDownloadThatBreaksOffIsAFailure() {
        StreamInterruptedException broken = new StreamInterruptedException("cut", ErrorDetails.none());
        ModelPull pull = ModelPull.of(policy, call -> source(new ArrayDeque<>(List.of(step(1))), broken));

        assertThatThrownBy(pull::await).isSameAs(broken);
        assertThat(broken.host()).contains("test://host");
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void isTriedAgainOnlyBeforeTheFirstProgress() {
        StreamInterruptedException broken = new StreamInterruptedException("cut", ErrorDetails.none());
        Queue<PullSource> tries = new ArrayDeque<>(
                List.of(source(new ArrayDeque<>(), broken), source(new ArrayDeque<>(List.of(step(10))), null)));
        ModelPull pull = ModelPull.of(policy, call -> tries.remove());

        pull.await();

        assertThat(time.waits()).hasSize(1);
        assertThat(closed).isEqualTo(2);
    }

    @Test
    void closingWakesTheReader() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        ModelPull pull = ModelPull.of(policy, call -> {
            CountDownLatch cutOff = new CountDownLatch(1);
            call.onCancel(cutOff::countDown);
            return new PullSource() {
                @Override
                public @Nullable PullProgress next() {
                    reading.countDown();
                    while (cutOff.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    throw new IllegalStateException("socket closed");
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        });
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        pull.await();
                    } catch (RuntimeException e) {
                        failure.complete(e);
                    }
                })
                .start();
        reading.await();

        pull.close();

        assertThat(failure.get()).isInstanceOf(CancelledException.class);
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void knowsTheShareThatHasCome() {
        assertThat(step(5).fraction()).hasValue(0.5);
        assertThat(new PullProgress("verifying", null, 0, 0).fraction()).isEmpty();
    }
}
