// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.spi.Call;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/** One try of one call: plays an answer step by step, and can be cut off like a connection. */
final class FakeSource implements EventSource {
    /** Time passes in steps as fine as those in which core looks for timeouts, so that the right one of them fires. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final Queue<FakeAnswer.Step> steps;
    private final Call call;
    private final TimeSource time;
    private final CountDownLatch cutOff = new CountDownLatch(1);
    private final FakeScript script;

    FakeSource(FakeScript script, FakeAnswer answer, Call call, TimeSource time) {
        this.script = script;
        this.steps = new ArrayDeque<>(answer.steps());
        this.call = call;
        this.time = time;
        script.opened(this);
        call.onCancel(this::cutOff);
    }

    @Override
    public boolean advance(EventSink sink) {
        FakeAnswer.Step step = steps.poll();
        if (step == null) {
            return false;
        }
        ensureOpen();
        step.play(sink, this);
        return true;
    }

    void pause(Duration length) {
        long end = time.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - time.nanoTime()) {
            await(Duration.ofNanos(Math.min(left, TICK.toNanos())));
        }
    }

    void stall() {
        boolean endsByItself = !call.timeouts().firstToken().isZero()
                || !call.timeouts().idle().isZero()
                || !call.timeouts().total().isZero();
        while (true) {
            // With no limit to reach, an automatic clock would race on for ever.
            await(endsByItself ? TICK : Duration.ofDays(36_525));
            if (!endsByItself) {
                awaitCutOff();
            }
        }
    }

    private void await(Duration step) {
        try {
            time.await(cutOff, step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ensureOpen();
    }

    private void awaitCutOff() {
        try {
            cutOff.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ensureOpen();
    }

    void cutOff() {
        cutOff.countDown();
    }

    private void ensureOpen() {
        call.ensureRunning();
        if (cutOff.getCount() == 0) {
            throw reset("The host was closed while it answered.");
        }
    }

    static HostUnavailableException reset(String message) {
        return new HostUnavailableException(
                HostUnavailableException.Reason.RESET,
                message,
                ErrorDetails.none().retryable(false),
                null);
    }

    @Override
    public void close() {
        script.closed(this);
    }
}
