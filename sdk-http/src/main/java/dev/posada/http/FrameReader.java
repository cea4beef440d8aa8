// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.Limits;
import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the frames of a streamed answer: lines of JSON, or server-sent events.
 *
 * <p>Blank lines, comments and other signs of life never show, and do not count against the idle timeout. A frame that the end
 * of the connection cut in two is left out: then the answer broke off, and its end was missing anyway. Used by one thread at a
 * time.
 */
public final class FrameReader {
    private final FrameDecoder decoder;
    private final ByteSource source;
    private final Runnable onProgress;
    private final JsonCursor json = new JsonCursor();

    FrameReader(FrameDecoder decoder, ByteSource source, Runnable onProgress) {
        this.decoder = decoder;
        this.source = source;
        this.onProgress = onProgress;
    }

    /** The lines of JSON in recorded bytes, for tests of decoders. */
    public static FrameReader ndjson(InputStream recording, Limits limits) {
        return new FrameReader(new NdjsonDecoder(limits), source(recording), () -> {});
    }

    /** The server-sent events in recorded bytes, for tests of decoders. */
    public static FrameReader sse(InputStream recording, Limits limits) {
        return new FrameReader(new SseDecoder(limits), source(recording), () -> {});
    }

    private static ByteSource source(InputStream recording) {
        return (target, offset, length) -> {
            try {
                return recording.read(target, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /**
     * Waits for the next frame.
     *
     * @return false if the answer has ended
     * @throws dev.posada.StreamInterruptedException if the connection broke
     * @throws ProtocolException if a line or an event is longer than the limits allow
     */
    public boolean next() {
        while (!nextAtHand()) {
            if (decoder.bytes().hasEnded()) {
                return false;
            }
            // Whoever gets a frame waits no longer, so it is only told of those that are not whole yet.
            if (decoder.takeProgress()) {
                onProgress.run();
            }
            fill();
        }
        return true;
    }

    /**
     * Goes to the next frame if all of it is here already.
     *
     * @return false if it is not; then the current frame is void
     * @throws ProtocolException if a line or an event is longer than the limits allow
     */
    public boolean nextAtHand() {
        return decoder.next() && !(decoder.isCut() && isIncomplete());
    }

    private void fill() {
        LineBuffer bytes = decoder.bytes();
        int room = bytes.makeRoom();
        int count = source.read(bytes.array(), room, bytes.array().length - room);
        if (count < 0) {
            bytes.end();
        } else {
            bytes.added(count);
        }
    }

    private boolean isIncomplete() {
        if (dataIs("[DONE]")) {
            return false;
        }
        try {
            json().end();
            return false;
        } catch (ProtocolException e) {
            return true; // the caller learns from the missing end of the answer that it broke off
        }
    }

    /** A cursor on the current frame; one and the same for all frames, so it is void after the next {@link #next}. */
    public JsonCursor json() {
        json.reset(decoder.bytes().array(), decoder.frameStart(), decoder.frameEnd());
        return json;
    }

    /** The name of the current server-sent event, {@code message} where it has none. */
    public String event() {
        return decoder.event();
    }

    /** Whether the current frame is exactly this text. */
    public boolean dataIs(String ascii) {
        int from = decoder.frameStart();
        if (decoder.frameEnd() - from != ascii.length()) {
            return false;
        }
        byte[] bytes = decoder.bytes().array();
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text of the current frame. */
    public String data() {
        int from = decoder.frameStart();
        return new String(decoder.bytes().array(), from, decoder.frameEnd() - from, StandardCharsets.UTF_8);
    }
}
