// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.AuthenticationException;
import java.io.IOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void enqueue(String body) {
        server.enqueue(new MockResponse.Builder().body(body).build());
    }

    private static HttpAnswer call(HttpTransport transport, HttpRequest request) {
        return transport.policy().run(call -> transport.call(request, call));
    }

    @Test
    void goesThroughAProxyAndKeepsItsPasswordFromTheServer() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(407)
                .addHeader("Proxy-Authenticate", "Basic")
                .build());
        enqueue("{}");
        try (HttpTransport transport = TestHost.at("http://gpu.example:8080")
                .proxy("localhost", server.getPort(), "me", "s3cr3t-password")
                .build()) {
            assertThat(call(transport, HttpRequest.post("/x", new JsonWriter().value(1)))
                            .text())
                    .isEqualTo("{}");
        }

        assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
        RecordedRequest second = server.takeRequest();
        assertThat(second.getRequestLine()).isEqualTo("POST http://gpu.example:8080/x HTTP/1.1");
        assertThat(second.getHeaders().get("Proxy-Authorization")).startsWith("Basic ");
        assertThat(second.getHeaders().get("Authorization")).isNull();
        assertThat(second.getBody().utf8()).isEqualTo("1");
    }

    @Test
    void saysThatTheProxyRefusesItsPassword() {
        for (int i = 0; i < 2; i++) {
            server.enqueue(new MockResponse.Builder()
                    .code(407)
                    .addHeader("Proxy-Authenticate", "Basic")
                    .build());
        }
        try (HttpTransport transport = TestHost.at("http://gpu.example:8080")
                .proxy("localhost", server.getPort(), "me", "s3cr3t-password")
                .build()) {
            assertThatExceptionOfType(AuthenticationException.class)
                    .isThrownBy(() -> call(transport, HttpRequest.get("/x")))
                    .withMessageContaining("The proxy wants a user and a password")
                    .withMessageNotContaining("s3cr3t");
        }
    }

    @Test
    void saysThatTheProxyOfATlsHostRefusesItsPassword() {
        for (int i = 0; i < 2; i++) {
            server.enqueue(new MockResponse.Builder()
                    .inTunnel()
                    .code(407)
                    .addHeader("Proxy-Authenticate", "Basic")
                    .build());
        }
        try (HttpTransport transport = TestHost.at("https://gpu.example:8080")
                .proxy("localhost", server.getPort(), "me", "s3cr3t-password")
                .build()) {
            assertThatExceptionOfType(AuthenticationException.class)
                    .isThrownBy(() -> call(transport, HttpRequest.get("/x")))
                    .withMessageContaining("proxy")
                    .withMessageNotContaining("s3cr3t");
        }
    }
}
