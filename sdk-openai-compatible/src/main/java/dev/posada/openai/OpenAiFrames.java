// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.StreamInterruptedException;
import dev.posada.http.FrameReader;
import dev.posada.openai.Dialect.Terminator;
import dev.posada.spi.EventSink;
import java.util.function.Function;

/** The frames of one streamed answer, and where it ends by the rules of the wire. Used by one thread at a time. */
final class OpenAiFrames {
    private final FrameReader frames;
    private final OpenAiStreamDecoder decoder;
    private final Dialect dialect;
    private final Function<String, PosadaException> failures;
    private boolean done;

    /**
     * The frames of an answer.
     *
     * @param failures says what an error is that comes as an event of that name, given as text
     */
    OpenAiFrames(
            FrameReader frames,
            OpenAiStreamDecoder decoder,
            Dialect dialect,
            Function<String, PosadaException> failures) {
        this.frames = frames;
        this.decoder = decoder;
        this.dialect = dialect;
        this.failures = failures;
    }

    /**
     * Takes the next frame, and those that are at hand behind it.
     *
     * @return false if the connection has ended before the answer
     */
    boolean advance(EventSink sink) {
        if (!frames.next()) {
            return end(sink);
        }
        do {
            take(sink);
        } while (!done && frames.nextAtHand());
        return true;
    }

    private void take(EventSink sink) {
        if (frames.dataIs("[DONE]")) {
            finish(sink);
        } else if (frames.event().equals("error")) {
            throw failures.apply(frames.data());
        } else {
            decoder.decode(frames.json(), sink);
        }
    }

    private boolean end(EventSink sink) {
        if (!decoder.hasFinishReason()) {
            decoder.breakOff(sink);
            return false;
        }
        if (dialect.terminator() == Terminator.DONE) {
            throw new StreamInterruptedException(
                    "The answer broke off: the connection ended after the finish reason, but before [DONE]. For a server that"
                            + " never sends that, use a dialect with Terminator.FINISH_REASON.",
                    ErrorDetails.none());
        }
        finish(sink);
        return true;
    }

    private void finish(EventSink sink) {
        decoder.finish(sink);
        done = true;
    }

    /** Whether the answer is complete. */
    boolean isDone() {
        return done;
    }
}
