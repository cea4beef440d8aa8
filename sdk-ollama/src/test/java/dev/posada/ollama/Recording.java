// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.CallPolicy;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.http.FrameReader;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/** Answers of a server as files, and what the decoder makes of them without a connection. */
final class Recording {
    private static final OllamaPromptCheck.Server SERVER_THAT_TELLS_NOTHING = new OllamaPromptCheck.Server() {
        @Override
        public OptionalInt contextWindow() {
            return OptionalInt.empty();
        }

        @Override
        public boolean leavesOutCachedTokens() {
            return false;
        }
    };

    private Recording() {}

    /** The bytes of an answer. */
    static byte[] bytes(String name) {
        String path = "/wiremock/__files/" + name;
        try (InputStream file = Recording.class.getResourceAsStream(path)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a caller gets of an answer. */
    static ChatStream stream(String name) {
        return stream(new ByteArrayInputStream(bytes(name)));
    }

    /** What a caller gets of the bytes of an answer, at most so many of them at once. */
    static ChatStream stream(byte[] bytes, int atOnce) {
        return stream(new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, atOnce));
            }
        });
    }

    private static ChatStream stream(InputStream bytes) {
        return stream(bytes, true);
    }

    /** The same, whether or not lines that look like an earlier one may be read the short way. */
    static ChatStream stream(InputStream bytes, boolean learns) {
        CallPolicy policy = CallPolicy.of("ollama://recording").model("tiny").retryPolicy(RetryPolicy.none());
        return ChatStream.of(policy, call -> new Source(FrameReader.ndjson(bytes, Limits.defaults()), learns));
    }

    private static PosadaException failure(String errorJson) {
        return new HostUnavailableException(
                HostUnavailableException.Reason.SERVER_ERROR, errorJson, ErrorDetails.none(), null);
    }

    private static final class Source implements EventSource {
        private final FrameReader lines;
        private final OllamaStreamDecoder decoder;

        Source(FrameReader lines, boolean learns) {
            this.lines = lines;
            OllamaPromptCheck check =
                    OllamaPromptCheck.of(ChatRequest.of("Hi"), OllamaOptions.none(), SERVER_THAT_TELLS_NOTHING);
            this.decoder = new OllamaStreamDecoder(Recording::failure, check, learns);
        }

        @Override
        public boolean advance(EventSink sink) {
            if (!lines.next()) {
                return false;
            }
            decoder.decode(lines.json(), sink);
            return true;
        }

        @Override
        public void close() {}
    }
}
