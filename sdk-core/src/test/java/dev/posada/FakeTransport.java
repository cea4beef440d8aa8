// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Call;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A transport whose every try plays a script, step by step. A step may throw, and may wait until the call is cut off, as a
 * read from a silent socket does.
 */
final class FakeTransport implements Function<Call, EventSource> {
    /** One step of a try. */
    interface Step {
        void play(EventSink sink, Connection connection);
    }

    private final Queue<Queue<Step>> tries = new ArrayDeque<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger closedWhileReading = new AtomicInteger();
    final CountDownLatch silent = new CountDownLatch(1);

    /** Adds a try that plays these steps and then ends. */
    FakeTransport answers(Step... steps) {
        tries.add(new ArrayDeque<>(List.of(steps)));
        return this;
    }

    static Step says(String text) {
        return (sink, connection) -> sink.text(text);
    }

    static Step does(Consumer<EventSink> action) {
        return (sink, connection) -> action.accept(sink);
    }

    static Step fails(RuntimeException failure) {
        return (sink, connection) -> {
            throw failure;
        };
    }

    static Step finishes() {
        return (sink, connection) -> sink.finish(FinishReason.STOP, "stop");
    }

    /** Nothing comes until the call is cut off; then the read fails as a closed socket does. */
    Step staysSilent() {
        return (sink, connection) -> {
            silent.countDown();
            connection.awaitCutOff();
            throw new HostUnavailableException(
                    HostUnavailableException.Reason.RESET, "socket closed", ErrorDetails.none(), null);
        };
    }

    @Override
    public EventSource apply(Call call) {
        opened.incrementAndGet();
        Queue<Step> script = tries.remove();
        return new Connection(call, script);
    }

    /** One try. */
    final class Connection implements EventSource {
        private final Queue<Step> script;
        private final CountDownLatch cutOff = new CountDownLatch(1);
        private volatile boolean reading;

        Connection(Call call, Queue<Step> script) {
            this.script = script;
            call.onCancel(cutOff::countDown);
        }

        @Override
        public boolean advance(EventSink sink) {
            Step step = script.poll();
            if (step == null) {
                return false;
            }
            reading = true;
            try {
                step.play(sink, this);
            } finally {
                reading = false;
            }
            return true;
        }

        /** Deaf to interrupts and without touching the flag, as a blocked socket read is. */
        void awaitCutOff() {
            while (cutOff.getCount() > 0) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            if (reading) {
                closedWhileReading.incrementAndGet();
            }
        }
    }
}
