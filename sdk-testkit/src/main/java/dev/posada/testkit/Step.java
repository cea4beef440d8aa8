// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One thing that a script does. */
sealed interface Step {
    /** Begins a streamed answer. */
    record Head(int status, List<String> headers) implements Step {
        @Override
        public Step withHeader(String line) {
            return new Head(status, added(headers, line));
        }
    }

    /** A whole error; without a message, that of a model that loads. */
    record Refusal(int status, @Nullable String message, List<String> headers) implements Step {
        @Override
        public Step withHeader(String line) {
            return new Refusal(status, message, added(headers, line));
        }
    }

    record Page(int status, String contentType, String body, List<String> headers) implements Step {
        @Override
        public Step withHeader(String line) {
            return new Page(status, contentType, body, added(headers, line));
        }
    }

    record Embeddings(List<List<Double>> vectors) implements Step {}

    record Say(Piece piece) implements Step {}

    /** Bytes, as characters of Latin-1: a record holds no array. */
    record Raw(String bytes) implements Step {}

    record Malformed() implements Step {}

    record KeepAlive() implements Step {}

    record KeepAliveForever(Duration pause) implements Step {}

    record EndlessFrame() implements Step {}

    record EndlessText(String words) implements Step {}

    record Pause(Duration time) implements Step {}

    record Await(CountDownLatch latch) implements Step {}

    record Stall() implements Step {}

    record End(Script.Ending ending) implements Step {}

    /** The same with a header more. */
    default Step withHeader(String line) {
        throw new IllegalStateException(
                "only scripts that begin with a status have headers; this one begins with " + this);
    }

    private static List<String> added(List<String> lines, String line) {
        List<String> longer = new ArrayList<>(lines);
        longer.add(line);
        return longer;
    }
}
