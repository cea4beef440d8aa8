// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.CallPolicy;
import dev.posada.ChatResponse;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Answers of servers as files, and what a caller gets of them without a connection. Immutable. */
final class Recording {
    private static final Path FOLDER = Path.of("src/test/resources/wiremock/__files");

    private final byte[] bytes;
    private final Dialect dialect;
    private final boolean thinkingIsOff;
    private final boolean learns;

    private Recording(byte[] bytes, Dialect dialect, boolean thinkingIsOff, boolean learns) {
        this.bytes = bytes;
        this.dialect = dialect;
        this.thinkingIsOff = thinkingIsOff;
        this.learns = learns;
    }

    /** The names of all recordings of streamed chats, whole and broken ones. */
    static List<String> ofChats() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("chat-") && name.endsWith(".sse"))
                    .sorted()
                    .toList();
        }
    }

    static Recording of(String name) {
        try {
            return new Recording(Files.readAllBytes(FOLDER.resolve(name)), Dialect.standard(), false, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Recording dialect(UnaryOperator<Dialect.Builder> change) {
        return new Recording(bytes, change.apply(dialect.toBuilder()).build(), thinkingIsOff, learns);
    }

    Recording thinkingIsOff() {
        return new Recording(bytes, dialect, true, learns);
    }

    /** The same, every chunk read the long way. */
    Recording withoutLearning() {
        return new Recording(bytes, dialect, thinkingIsOff, false);
    }

    /** Other bytes, read the same way. */
    Recording bytes(byte[] others) {
        return new Recording(others, dialect, thinkingIsOff, learns);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    ChatResponse response() {
        return stream().response();
    }

    ChatStream stream() {
        return stream(new ByteArrayInputStream(bytes));
    }

    /** The same, the bytes coming in two portions. */
    ChatStream cutAt(int position) {
        return stream(new Portions(bytes, position, bytes.length));
    }

    /** The same, each byte coming by itself. */
    ChatStream byteByByte() {
        return stream(new Portions(bytes, 0, 1));
    }

    private ChatStream stream(InputStream in) {
        CallPolicy policy = CallPolicy.of("openai://recording").model("tiny").retryPolicy(RetryPolicy.none());
        return ChatStream.of(policy, call -> new Source(in));
    }

    private static PosadaException failure(String error) {
        return new HostUnavailableException(
                HostUnavailableException.Reason.SERVER_ERROR, error, ErrorDetails.none(), null);
    }

    private static final class Portions extends ByteArrayInputStream {
        private final int first;
        private final int others;

        Portions(byte[] bytes, int first, int others) {
            super(bytes);
            this.first = first;
            this.others = others;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            int portion = pos < first ? first - pos : others;
            return super.read(target, offset, Math.min(length, portion));
        }
    }

    private final class Source implements EventSource {
        private final OpenAiStreamDecoder decoder;
        private final OpenAiFrames frames;

        Source(InputStream in) {
            OpenAiOwnFields extension = new OpenAiOwnFields(OpenAiOptions.none());
            OpenAiChunk chunk = new OpenAiChunk(new OpenAiAnswerFields(extension), extension);
            decoder = new OpenAiStreamDecoder(chunk, dialect.thinkingTags(), thinkingIsOff, Recording::failure, learns);
            frames = new OpenAiFrames(FrameReader.sse(in, Limits.defaults()), decoder, dialect, Recording::failure);
        }

        @Override
        public boolean advance(EventSink sink) {
            try {
                return !frames.isDone() && frames.advance(sink);
            } catch (PosadaException e) {
                decoder.breakOff(sink);
                throw e;
            }
        }

        @Override
        public void close() {}
    }
}
