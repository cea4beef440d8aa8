// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatWarning;
import dev.posada.HostUnavailableException;
import dev.posada.Limits;
import dev.posada.ProtocolException;
import dev.posada.spi.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTransportTest {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestHost host() {
        return TestHost.at(server.url("/").toString()).retries(0);
    }

    private static HttpAnswer call(HttpTransport transport, HttpRequest request) {
        return transport.policy().run(call -> transport.call(request, call));
    }

    private HttpAnswer call(HttpRequest request) {
        try (HttpTransport transport = host().build()) {
            return call(transport, request);
        }
    }

    private void enqueue(String body) {
        server.enqueue(new MockResponse.Builder().body(body).build());
    }

    @Test
    void sendsJsonWithItsLengthAndNothingThatUpgrades() throws Exception {
        enqueue("{\"ok\":true}");

        HttpAnswer answer = call(HttpRequest.post(
                "/api/x", new JsonWriter().beginObject().field("a", 1).endObject()));

        assertThat(answer.text()).isEqualTo("{\"ok\":true}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length")).contains("11");
        assertThat(answer.header("nope")).isEmpty();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("POST /api/x HTTP/1.1");
        assertThat(request.getBody().utf8()).isEqualTo("{\"a\":1}");
        assertThat(request.getHeaders().toString().replaceAll("localhost:\\d+", "localhost"))
                .isEqualTo("""
                        User-Agent: posada/dev
                        Accept: application/json
                        Accept-Encoding: identity
                        Content-Type: application/json
                        Content-Length: 7
                        Host: localhost
                        Connection: Keep-Alive
                        """);
    }

    @Test
    void sendsEveryKindOfRequest(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("blob"), "x".repeat(200_000));
        List<HttpRequest> requests = List.of(
                HttpRequest.get("/a?b=c"),
                HttpRequest.head("/a"),
                HttpRequest.post("/a"),
                HttpRequest.delete("/a"),
                HttpRequest.delete("/a", new JsonWriter().value("x")),
                HttpRequest.post("/a", new byte[100_000], "application/octet-stream"),
                HttpRequest.post("/a", file, "application/octet-stream"));
        for (HttpRequest request : requests) {
            server.enqueue(new MockResponse.Builder().build());
            call(request);
        }

        assertThat(server.takeRequest().getRequestLine()).isEqualTo("GET /a?b=c HTTP/1.1");
        assertThat(server.takeRequest().getRequestLine()).isEqualTo("HEAD /a HTTP/1.1");
        assertThat(server.takeRequest().getHeaders().get("Content-Length")).isEqualTo("0");
        assertThat(server.takeRequest().getRequestLine()).isEqualTo("DELETE /a HTTP/1.1");
        assertThat(server.takeRequest().getBody().utf8()).isEqualTo("\"x\"");
        assertThat(server.takeRequest().getHeaders().get("Content-Length")).isEqualTo("100000");
        RecordedRequest sentFile = server.takeRequest();
        assertThat(sentFile.getHeaders().get("Content-Length")).isEqualTo("200000");
        assertThat(sentFile.getBody().utf8()).isEqualTo("x".repeat(200_000));
        assertThat(sentFile.getHeaders().get("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void tellsProgressWhileItSendsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("blob"), "x".repeat(1_000_000));
        server.enqueue(new MockResponse.Builder().build());
        try (HttpTransport transport = host().build()) {
            int told = transport.policy().run(call -> {
                CountingCall counting = new CountingCall(call);
                transport.call(HttpRequest.post("/a", file, "text/plain"), counting);
                return counting.progress;
            });

            assertThat(told).isGreaterThan(10);
        }
    }

    private static final class CountingCall implements Call {
        private final Call call;
        private int progress;

        CountingCall(Call call) {
            this.call = call;
        }

        @Override
        public dev.posada.Timeouts timeouts() {
            return call.timeouts();
        }

        @Override
        public Limits limits() {
            return call.limits();
        }

        @Override
        public void onCancel(Runnable cutOff) {
            call.onCancel(cutOff);
        }

        @Override
        public void connecting() {
            call.connecting();
        }

        @Override
        public void connected() {
            call.connected();
        }

        @Override
        public void answered() {
            call.answered();
        }

        @Override
        public void progress() {
            progress++;
        }

        @Override
        public boolean isOver() {
            return call.isOver();
        }

        @Override
        public void ensureRunning() {
            call.ensureRunning();
        }
    }

    @Test
    void saysWhichFileCannotBeRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("blob"), "x");
        HttpRequest request = HttpRequest.post("/a", file, "text/plain");
        Files.delete(file);

        assertThatThrownBy(() -> call(request))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("blob");
        assertThatThrownBy(() -> HttpRequest.post("/a", file, "text/plain")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void sendsALargeImageWithoutASecondCopy() throws Exception {
        byte[] image = new byte[8 << 20];
        enqueue("{}");

        call(HttpRequest.post(
                "/a",
                new JsonWriter()
                        .beginObject()
                        .name("image")
                        .base64(ByteBuffer.wrap(image))
                        .endObject()));

        RecordedRequest request = server.takeRequest();
        assertThat(request.getBodySize()).isEqualTo((image.length + 2L) / 3 * 4 + "{\"image\":\"\"}".length());
    }

    @Test
    void putsPrefixAndHeadersToEveryRequest() throws Exception {
        enqueue("{}");
        try (HttpTransport transport = TestHost.at(server.url("/llm/").toString())
                .header("X-Team", "red")
                .header("x-team", "green")
                .header("User-Agent", "mine")
                .build()) {
            call(transport, HttpRequest.get("/a%20b").header("X-One", "1").accept("text/plain"));
        }

        RecordedRequest request = server.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/llm/a%20b");
        assertThat(request.getHeaders().values("X-Team")).containsExactly("green");
        assertThat(request.getHeaders().values("User-Agent")).containsExactly("mine");
        assertThat(request.getHeaders().get("X-One")).isEqualTo("1");
        assertThat(request.getHeaders().get("Accept")).isEqualTo("text/plain");
    }

    @Test
    void refusesABodyLongerThanAllowed() {
        enqueue("x".repeat(1001));
        enqueue("x".repeat(1000));
        try (HttpTransport transport = host().limits(new Limits(1000, 100, 100)).build()) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> call(transport, HttpRequest.get("/x")))
                    .withMessageContaining("a body of more than 1000 bytes")
                    .withMessageContaining("bodyBytes");

            assertThat(call(transport, HttpRequest.get("/x")).bytes()).hasSize(1000);
        }
    }

    @Test
    void warnsOnceThatAKeyTravelsInTheOpen() throws Exception {
        OkHttpClient client = new OkHttpClient.Builder()
                .dns(name -> List.of(InetAddress.getLoopbackAddress()))
                .build();
        server.enqueue(new MockResponse.Builder().code(500).build());
        enqueue("{}");
        enqueue("{}");
        try (HttpTransport transport = TestHost.at("http://gpu.example:" + server.getPort())
                .apiKey("s3cr3t-key")
                .httpClient(client)
                .build()) {
            assertThatExceptionOfType(HostUnavailableException.class)
                    .isThrownBy(() -> call(transport, HttpRequest.get("/x")));

            List<ChatWarning> first = call(transport, HttpRequest.get("/x")).warnings();
            List<ChatWarning> second = call(transport, HttpRequest.get("/x")).warnings();

            assertThat(first).extracting(ChatWarning::code).containsExactly(ChatWarning.INSECURE_KEY);
            assertThat(first.get(0).message()).contains("https://").doesNotContain("s3cr3t");
            assertThat(second).isEmpty();
        }
        client.connectionPool().evictAll();
    }

    @Test
    void sendsTheKeyToThisMachineWithoutAWarning() {
        enqueue("{}");
        try (HttpTransport transport = host().apiKey("k3y").build()) {
            assertThat(call(transport, HttpRequest.get("/x")).warnings()).isEmpty();
        }
    }
}
