// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
    @Test
    void sendsJsonWithItsLengthAndReadsTheAnswer() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().body("{\"ok\":true}").build());
            try (HttpTransport transport =
                    TestHost.at(server.url("/").toString()).build()) {
                JsonWriter json = new JsonWriter().beginObject().field("a", 1).endObject();
                HttpAnswer answer =
                        transport.policy().run(call -> transport.call(HttpRequest.post("/api/x", json), call));
                assertThat(answer.text()).isEqualTo("{\"ok\":true}");
            }
            RecordedRequest request = server.takeRequest();
            assertThat(request.getHeaders().get("Content-Length")).isEqualTo("7");
        }
    }

    @Test
    void streamsLines() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .chunkedBody("{\"a\":1}\n{\"a\":2}\n", 3)
                    .build());
            try (HttpTransport transport =
                    TestHost.at(server.url("/").toString()).build()) {
                String seen = transport.policy().run(call -> {
                    try (HttpStream stream =
                            transport.open(HttpRequest.get("/s").accept(HttpRequest.NDJSON), call)) {
                        StringBuilder text = new StringBuilder();
                        while (stream.frames().next()) {
                            text.append(stream.frames().json().raw());
                        }
                        return text.toString();
                    }
                });
                assertThat(seen).isEqualTo("{\"a\":1}{\"a\":2}");
            }
        }
    }
}
