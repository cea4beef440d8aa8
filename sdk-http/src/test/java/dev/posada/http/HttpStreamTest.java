// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatStream;
import dev.posada.HostUnavailableException;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor;
import java.io.IOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpStreamTest {
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

    private void enqueue(String body) {
        server.enqueue(new MockResponse.Builder().body(body).build());
    }

    @Test
    void streamsLinesAndEvents() {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody("{\"a\":1}\n{\"a\":2}\n", 3)
                .build());
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "text/event-stream")
                .chunkedBody("event: x\ndata: {\"a\":1}\n\ndata: [DONE]\n\n", 3)
                .build());
        try (HttpTransport transport = host().build()) {
            assertThat(frames(transport, HttpRequest.NDJSON)).isEqualTo("|{\"a\":1} |{\"a\":2} ");
            assertThat(frames(transport, HttpRequest.SSE)).isEqualTo("x|{\"a\":1} message|[DONE] ");
        }
    }

    private static String frames(HttpTransport transport, String accept) {
        return transport.policy().run(call -> {
            try (HttpStream stream = transport.open(HttpRequest.get("/s").accept(accept), call)) {
                StringBuilder text = new StringBuilder();
                while (stream.frames().next()) {
                    text.append(stream.frames().event())
                            .append('|')
                            .append(stream.frames().data())
                            .append(' ');
                }
                return text.toString();
            }
        });
    }

    @Test
    void refusesALineLongerThanAllowed() {
        enqueue("x".repeat(1000));
        try (HttpTransport transport = host().limits(new Limits(1000, 100, 100)).build()) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> frames(transport, HttpRequest.NDJSON))
                    .withMessageContaining("a line of more than 100 bytes");
        }
    }

    @Test
    void givesTheWholeBodyWhereOneDocumentCameForAStream() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body("{\n \"a\": 1\n}")
                .build());
        try (HttpTransport transport = host().build()) {
            String body = transport.policy().run(call -> {
                try (HttpStream stream = transport.open(HttpRequest.get("/s").accept(HttpRequest.SSE), call)) {
                    return JsonCursor.of(stream.rest()).raw();
                }
            });

            assertThat(body).isEqualTo("{\n \"a\": 1\n}");
        }
    }

    @Test
    void refusesAPageInPlaceOfAStream() {
        String page = "<html><title>Sign in</title></html>";
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "text/html")
                .body(page)
                .build());
        enqueue(page);
        try (HttpTransport transport = host().build()) {
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(ProtocolException.class)
                        .isThrownBy(() -> frames(transport, HttpRequest.NDJSON))
                        .withMessageContaining("an HTML page, \"Sign in\",");
            }
        }
    }

    @Test
    void unpacksWhatAProxyHasPackedUnasked() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(gzipped("{\"a\":1}\n{\"a\":2}\n"))
                .build());
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Encoding", "br")
                .body("??")
                .build());
        try (HttpTransport transport = host().build()) {
            assertThat(frames(transport, HttpRequest.NDJSON)).isEqualTo("|{\"a\":1} |{\"a\":2} ");
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> frames(transport, HttpRequest.NDJSON))
                    .withMessageContaining("encoded as br");
        }
    }

    private static Buffer gzipped(String text) throws IOException {
        Buffer packed = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8(text);
        }
        return packed;
    }

    @Test
    void retriesWhatTheServerCannotDoForNow() {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .addHeader("retry-after-ms", "1")
                .build());
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "0")
                .build());
        enqueue("{\"text\":\"Hi\"}\n{\"done\":true}\n");
        try (HttpTransport transport = host().retries(2).build();
                ChatStream stream = TestStreams.open(transport)) {
            assertThat(stream.response().text()).isEqualTo("Hi");
        }
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void neverRetriesAfterTheFirstWord() {
        enqueue("{\"text\":\"Hel\"}\n{\"error\":\"runner has stopped\"}\n");
        try (HttpTransport transport = host().retries(2).build();
                ChatStream stream = TestStreams.open(transport)) {
            assertThatThrownBy(stream::response)
                    .isInstanceOf(HostUnavailableException.class)
                    .hasMessageContaining("runner has stopped")
                    .satisfies(
                            e -> assertThat(((PosadaException) e).partialText()).isEqualTo("Hel"));
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }
}
