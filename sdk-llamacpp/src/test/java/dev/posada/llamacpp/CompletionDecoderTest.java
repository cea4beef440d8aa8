// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.CallPolicy;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.http.FrameReader;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a network cuts the bytes of an answer must make no difference to what comes out. */
class CompletionDecoderTest {
    private static final Path FOLDER = Path.of("src/test/resources/wiremock/__files");

    static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(
                            file -> file.getFileName().toString().matches("(recorded-)?(completion|infill).*\\.sse"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void readsBytesThatAreCutAnywhere(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String whole = outcome(new ByteArrayInputStream(bytes));

        for (int position = 1; position < bytes.length; position++) {
            InputStream cut = new SequenceInputStream(
                    new ByteArrayInputStream(bytes, 0, position),
                    new ByteArrayInputStream(bytes, position, bytes.length - position));
            assertThat(outcome(cut)).as("cut at %d", position).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void takesAnAnswerThatEndsTooSoonForBroken(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int lastFrame = new String(bytes, StandardCharsets.UTF_8).lastIndexOf("data: ");

        for (int length = 0; length <= lastFrame; length += 7) {
            assertThat(outcome(new ByteArrayInputStream(bytes, 0, length)))
                    .as("the first %d bytes", length)
                    .startsWith("StreamInterruptedException");
        }
    }

    private static String outcome(InputStream bytes) {
        CallPolicy policy = CallPolicy.of("llamacpp://recording").retryPolicy(RetryPolicy.none());
        try (ChatStream stream = ChatStream.of(policy, call -> new Recorded(bytes))) {
            ChatResponse response = stream.response();
            return response.text()
                    + response.finishReason()
                    + response.usage()
                    + response.logprobs()
                    + response.extra().keySet().stream().sorted().toList();
        } catch (PosadaException e) {
            return e.getClass().getSimpleName() + e.partialText();
        }
    }

    private static final class Recorded implements EventSource {
        private final FrameReader frames;
        private final CompletionDecoder decoder = new CompletionDecoder(
                error -> new HostUnavailableException(Reason.SERVER_ERROR, error, ErrorDetails.none(), null));

        Recorded(InputStream bytes) {
            frames = FrameReader.sse(bytes, Limits.defaults());
        }

        @Override
        public boolean advance(EventSink sink) {
            if (!frames.next()) {
                return false;
            }
            decoder.decode(frames.json(), sink);
            return !decoder.isComplete();
        }

        @Override
        public void close() {}
    }
}
