// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.AuthenticationException;
import dev.posada.ChatResponse;
import dev.posada.HostUnavailableException;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.StreamInterruptedException;
import dev.posada.testkit.SocketServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of answers that are broken, too long or none of the service's. */
class BedrockSenselessAnswerTest {
    private static final byte[] HELLO =
            EventStreamFile.encode("event messageStart {\"role\":\"assistant\"}\n" + delta("Hello"));
    private static final byte[] END = EventStreamFile.encode("event messageStop {\"stopReason\":\"end_turn\"}\n"
            + "event metadata {\"usage\":{\"inputTokens\":5,\"outputTokens\":1,\"totalTokens\":6}}");
    private static final Consumer<Bedrock.Builder> WHOLE = builder ->
            builder.defaultOptions(BedrockOptions.builder().streamed(false).build());

    @RegisterExtension
    final FaultyBedrock bedrock = new FaultyBedrock();

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 60, 120})
    void isNoAnswerWhenAByteHasChangedAndKeepsTheWordsBefore(int position) {
        byte[] changed = EventStreamFile.encode(delta(" world, with room for a byte that changes"));
        changed[position] ^= 0x10;
        stream(HELLO, changed, END);

        ProtocolException failure = bedrock.failure(ProtocolException.class);

        assertThat(failure.partialText()).isEqualTo("Hello");
    }

    @ParameterizedTest
    @CsvSource({"3,80", "2147483647,80", "-1,80", "100,5000"})
    void claimsALengthThatCannotBe(int length, int headers) {
        stream(HELLO, prelude(length, headers), new byte[1_000]);

        ProtocolException failure = bedrock.failure(ProtocolException.class);

        assertThat(failure.partialText()).isEqualTo("Hello");
    }

    @Test
    void claimsMoreThanTheLimitAndIsNotWaitedFor() {
        bedrock.serve(
                connection -> {
                    connection.begin();
                    connection.send(HELLO);
                    connection.send(prelude(5_000, 80));
                    connection.awaitEnd();
                },
                builder -> builder.limits(new Limits(100_000, 1_000, 1_000)));

        ProtocolException failure = bedrock.failure(ProtocolException.class);

        assertThat(failure).hasMessageContaining("5000 bytes").hasMessageContaining("eventBytes");
        assertThat(failure.partialText()).isEqualTo("Hello");
        bedrock.server().awaitNoConnection();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{nope",
                "[1,2]",
                "{\"contentBlockIndex\":\"x\",\"delta\":{\"text\":\"a\"}}",
                "{\"contentBlockIndex\":99999999999,\"delta\":{\"text\":\"a\"}}"
            })
    void holdsJsonThatIsNoneOfTheServices(String payload) {
        stream(HELLO, EventStreamFile.encode("event contentBlockDelta " + payload), END);

        ProtocolException failure = bedrock.failure(ProtocolException.class);

        assertThat(failure.partialText()).isEqualTo("Hello");
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void afterItsEndDoesNotMatter() {
        stream(HELLO, END, "garbage, garbage, garbage".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(bedrock.chat().text()).isEqualTo("Hello");
    }

    @Test
    void lacksNamesAndStartsThatMayBeLeftOut() {
        stream(
                EventStreamFile.encode(
                        "event contentBlockStart {\"contentBlockIndex\":0}\n"
                                + "event contentBlockStart {\"contentBlockIndex\":0,\"start\":{}}\n" + delta("Hello")
                                + "\n"
                                + "event contentBlockStart {\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"a\"}}}"),
                END);

        ChatResponse response = bedrock.chat();

        assertThat(response.text()).isEqualTo("Hello");
        assertThat(response.toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.name()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><body>Welcome</body></html>", "{\"output\":", "{\"output\":[1],\"stopReason\":{}}"})
    void inOnePieceIsNoneOfTheServices(String body) {
        bedrock.serve(connection -> connection.answer(200, "application/json", body), WHOLE);

        ProtocolException failure = bedrock.failure(ProtocolException.class);

        assertThat(failure).hasMessageContaining("makes no sense").hasMessageNotContaining("\n");
    }

    @Test
    void inOnePieceForAStreamNamesItsType() {
        bedrock.serve(connection -> connection.answer(200, "application/json", "{\"message\":\"a gateway's error\"}"));

        ProtocolException failure = bedrock.failure(ProtocolException.class);

        assertThat(failure).hasMessageContaining("it calls itself application/json");
    }

    @Test
    void inOnePieceThatIsCutIsInterrupted() {
        bedrock.serve(
                connection -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"output\":"), WHOLE);

        StreamInterruptedException failure = bedrock.failure(StreamInterruptedException.class);

        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void inOnePieceThatDoesNotEndIsNotKept() {
        bedrock.serve(
                BedrockSenselessAnswerTest::sendWithoutEnd,
                WHOLE.andThen(builder -> builder.limits(new Limits(100_000, 1_000, 1_000))));

        ProtocolException failure = bedrock.failure(ProtocolException.class);

        assertThat(failure).hasMessageContaining("more than 100000 bytes").hasMessageContaining("bodyBytes");
        bedrock.server().awaitNoConnection();
    }

    @Test
    void ofAnErrorThatDoesNotEndIsNotReadToItsEnd() {
        bedrock.serve(connection -> {
            connection.send("HTTP/1.1 503 Oh\r\n\r\n");
            sendForever(connection);
        });

        HostUnavailableException failure = bedrock.failure(HostUnavailableException.class);

        assertThat(failure.status()).hasValue(503);
        bedrock.server().awaitNoConnection();
    }

    @Test
    void ofAnErrorThatIsCutIsStillThatError() {
        bedrock.serve(connection -> connection.send("HTTP/1.1 503 Oh\r\nContent-Length: 500\r\n\r\n{\"message\":"));

        HostUnavailableException failure = bedrock.failure(HostUnavailableException.class);

        assertThat(failure.status()).hasValue(503);
    }

    @Test
    void thatRepeatsTheKeyIsNotRepeated() {
        String key = "a-made-up-key-of-a-gateway";
        bedrock.serve(
                connection -> connection.answer(500, "application/json", "{\"message\":\"no such key: " + key + "\"}"),
                builder -> builder.apiKey(key));

        PosadaException failure = bedrock.failure(PosadaException.class);

        assertThat(failure).hasMessageContaining("no such key: ***");
        assertThat(printed(failure)).doesNotContain(key);
    }

    @Test
    void thatRepeatsAKeyOfTheAwsSdkIsNotRepeated() {
        bedrock.serve(connection -> connection.answer(
                401, "application/json", "{\"message\":\"not valid: Bearer a-key-that-is-not-known-here\"}"));

        AuthenticationException failure = bedrock.failure(AuthenticationException.class);

        assertThat(printed(failure)).contains("Bearer ***").doesNotContain("not-known-here");
    }

    @Test
    void thatRedirectsIsNotFollowed() {
        bedrock.serve(connection -> connection.answer(
                307, "text/plain", "", "Location: " + bedrock.server().url() + "/elsewhere"));

        ProtocolException failure = bedrock.failure(ProtocolException.class);

        assertThat(failure).hasMessageContaining("redirect");
        assertThat(bedrock.requests()).hasSize(1);
    }

    @Test
    void ofAnotherProtocolIsNone() {
        bedrock.serve(connection -> connection.send("SSH-2.0-OpenSSH_9.6\r\n\r\n"));

        assertThat(bedrock.failure(ProtocolException.class)).hasMessageContaining("SSH-2.0");
    }

    private void stream(byte[]... parts) {
        bedrock.serve(connection -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                all.writeBytes(part);
            }
            connection.begin();
            connection.send(all.toByteArray());
        });
    }

    private static void sendWithoutEnd(SocketServer.Connection connection) throws IOException {
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"output\":\"");
        sendForever(connection);
    }

    private static void sendForever(SocketServer.Connection connection) throws IOException {
        byte[] much = new byte[1 << 16];
        while (true) {
            connection.send(much); // fails when the client has gone
        }
    }

    private static String delta(String text) {
        return "event contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"}}";
    }

    private static byte[] prelude(int length, int headers) {
        ByteBuffer prelude = ByteBuffer.allocate(12).putInt(length).putInt(headers);
        CRC32 crc = new CRC32();
        crc.update(prelude.array(), 0, 8);
        return prelude.putInt((int) crc.getValue()).array();
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
