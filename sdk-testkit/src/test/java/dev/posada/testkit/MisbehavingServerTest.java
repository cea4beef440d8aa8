// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.testkit.Script.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That each fault does what it says, seen with nothing but a socket. */
@Timeout(20)
class MisbehavingServerTest {
    /** In which nothing comes where nothing is to come. */
    private static final int A_MOMENT = 60;

    private MisbehavingServer server = MisbehavingServer.of(Wire.ollama(), Script.answer("Hello"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aScriptIsAnAnswerInTheWordsOfItsWire() throws IOException {
        try (Client client = ask(Script.answer("Hello"))) {
            assertThat(client.untilEnd())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("application/x-ndjson", "\"content\":\"Hello\"", "\"done\":true")
                    .endsWith("0\r\n\r\n");
        }
    }

    @Test
    void scriptsArePlayedInTheirOrderAndTheLastOneFromThenOn() throws IOException {
        serve(Script.error(503, "busy"), Script.answer("Hello"));

        try (Client client = new Client()) {
            assertThat(client.ask()).contains("503");
            assertThat(client.ask()).contains("Hello");
            assertThat(client.ask()).contains("Hello");
        }

        assertThat(server.questions())
                .hasSize(3)
                .extracting(ReceivedRequest::body)
                .containsOnly("{}");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anErrorHasItsStatusItsWordsAndItsHeaders() throws IOException {
        try (Client client = ask(Script.error(429, "too fast").header("Retry-After", "2"))) {
            assertThat(client.untilEnd()).startsWith("HTTP/1.1 429 ").contains("Retry-After: 2", "too fast");
        }
    }

    @Test
    void aRedirectNamesItsTarget() throws IOException {
        try (Client client = ask(Script.redirect(307, "http://127.0.0.1:1/"))) {
            assertThat(client.untilEnd()).startsWith("HTTP/1.1 307 ").contains("Location: http://127.0.0.1:1/");
        }
    }

    @Test
    void aCutWithACleanEndingEndsTheBodyAndNotTheConnection() throws IOException {
        Script whole = Script.answer("Hello");

        try (Client client = ask(whole.cutAfter(10, Ending.CLEAN))) {
            String half = new String(whole.body(Wire.ollama()), 0, 10, StandardCharsets.UTF_8);
            assertThat(client.untilEnd()).endsWith("\r\n\r\na\r\n" + half + "\r\n0\r\n\r\n");
            assertThat(client.ask()).contains("200");
        }
    }

    @Test
    void aCutThatClosesLeavesTheBodyOpen() throws IOException {
        try (Client client = ask(Script.answer("Hello").cutAfter(10, Ending.CLOSE))) {
            assertThat(client.untilClosed()).startsWith("HTTP/1.1 200").doesNotContain("\r\n0\r\n");
        }
    }

    @Test
    void aResetIsAReset() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        try (Client client = ask(Script.answer().text("Half").await(read).reset())) {
            client.until("Half");
            read.countDown();

            assertThatThrownBy(client::untilClosed).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void hangingUpSendsNothing() throws IOException {
        try (Client client = ask(Script.hangUp())) {
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @Test
    void silenceSendsNothingAndSeesTheClientGo() throws IOException {
        try (Client client = ask(Script.silence())) {
            server.awaitQuestion();
            client.saysNothing();
            assertThat(server.clientHasGone()).isFalse();
        }

        server.awaitClientGone();
        assertThat(server.clientHasGone()).isTrue();
    }

    @Test
    void aStallSendsWhatCameBeforeAndNoMore() throws IOException {
        try (Client client = ask(Script.answer().text("Half").stall())) {
            client.until("}\n\r\n");
            client.saysNothing();
        }

        server.awaitClientGone();
    }

    @Test
    void anAnswerByteByByteHasAChunkForEach() throws IOException {
        try (Client client = ask(Script.answer("Hello").byteByByte())) {
            assertThat(client.untilEnd()).contains("1\r\nH\r\n1\r\ne\r\n1\r\nl\r\n1\r\nl\r\n1\r\no\r\n");
        }
    }

    @Test
    void endlessThingsGoOnUntilNobodyReads() throws IOException {
        try (Client client = ask(Script.answer().endlessFrame())) {
            client.until("xxxx");
            assertThat(server.awaitHeldUp()).isPositive();
        }

        server.awaitClientGone();
    }

    @Test
    void signsOfLifeComeAgainAndAgain() throws IOException {
        serve(Wire.openAi(), Script.answer().keepAliveForever(Duration.ofMillis(1)));

        try (Client client = new Client()) {
            client.send("POST /v1/chat/completions");
            client.until(":\n\n");
            client.until(":\n\n");
        }
    }

    @Test
    void connectionsThatAreClosedAfterSomeRequestsDoNotSaySo() throws IOException {
        server.closingConnectionsAfter(2);

        try (Client client = new Client()) {
            assertThat(client.ask()).doesNotContain("Connection: close");
            assertThat(client.ask()).doesNotContain("Connection: close");
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @Test
    void idleConnectionsCanBeClosed() throws IOException {
        try (Client client = new Client()) {
            client.ask();
            server.closeConnections();

            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @Test
    void whatIsNoQuestionIsAnsweredProperly() throws IOException {
        serve(Script.hangUp());

        try (Client client = new Client()) {
            client.send("GET /api/version");
            client.until("\"version\"");
        }

        assertThat(server.requests()).hasSize(1);
        assertThat(server.questions()).isEmpty();
    }

    @Test
    void aFrameOfBedrockThatIsMalformedHasAWrongChecksum() {
        byte[] frame = Wire.bedrock().malformedFrame();
        byte[] mended = frame.clone();
        mended[mended.length - 1] ^= 1;

        assertThat(mended)
                .isEqualTo(Wire.bedrock()
                        .encode(List.of(new Piece.Text(""), new Piece.Text("oops")))
                        .get(1));
    }

    private Client ask(Script script) throws IOException {
        serve(script);
        Client client = new Client();
        client.send("POST /api/chat");
        return client;
    }

    private void serve(Script... scripts) {
        serve(Wire.ollama(), scripts);
    }

    private void serve(Wire wire, Script... scripts) {
        server.close();
        server = MisbehavingServer.of(wire, scripts);
    }

    /** A client that only knows sockets. */
    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        private final InputStream in = socket.getInputStream();

        private Client() throws IOException {}

        String ask() throws IOException {
            send("POST /api/chat");
            return untilEnd();
        }

        void send(String methodAndPath) throws IOException {
            String request = methodAndPath + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        }

        /** Up to the end of a body, by whichever of the two ways it has to end. */
        String untilEnd() throws IOException {
            String head = until("\r\n\r\n");
            int length = head.indexOf("Content-Length: ");
            if (length < 0) {
                return head + until("\r\n0\r\n\r\n");
            }
            String number = head.substring(length + 16, head.indexOf('\r', length));
            return head + new String(in.readNBytes(Integer.parseInt(number)), StandardCharsets.UTF_8);
        }

        String until(String end) throws IOException {
            StringBuilder read = new StringBuilder();
            while (!read.toString().endsWith(end)) {
                int next = in.read();
                assertThat(next).as("what follows " + read).isNotNegative();
                read.append((char) next);
            }
            return read.toString();
        }

        String untilClosed() throws IOException {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        void saysNothing() throws IOException {
            socket.setSoTimeout(A_MOMENT);
            assertThatThrownBy(() -> in.readNBytes(1)).isInstanceOf(SocketTimeoutException.class);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
