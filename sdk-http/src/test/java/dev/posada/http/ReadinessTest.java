// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.HostUnavailableException;
import dev.posada.PosadaException;
import dev.posada.TimeoutException;
import dev.posada.TimeoutException.Phase;
import dev.posada.spi.Call;
import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dialect that waits for its server, as for one that loads its model. */
class ReadinessTest {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Asks how the server is until it is well. */
    private static final class PatientDialect implements ServerDialect {
        @Override
        public String name() {
            return "Tester";
        }

        @Override
        public String startHint() {
            return "Start it.";
        }

        @Override
        public boolean waitUntilReady(PosadaException failure, HttpTransport transport, Call call) {
            HttpRequest probe = HttpRequest.get("/health").allow(503);
            while (failure.status().orElse(0) == 503) {
                call.ensureRunning();
                if (transport.call(probe, call).status() == 200) {
                    return true;
                }
            }
            return false;
        }
    }

    private TestHost host() {
        return TestHost.at(server.url("/").toString()).retries(0);
    }

    private void enqueue(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    @Test
    void sendsTheRequestAgainWhenTheServerIsReady() throws Exception {
        enqueue(503, "{\"error\":\"loading\"}");
        enqueue(503, "{}");
        enqueue(200, "{}");
        enqueue(200, "{\"answer\":1}");
        try (HttpTransport transport = host().build(new PatientDialect())) {
            HttpAnswer answer = transport.policy().run(call -> transport.call(HttpRequest.get("/x"), call));

            assertThat(answer.text()).isEqualTo("{\"answer\":1}");
        }
        assertThat(server.takeRequest().getTarget()).isEqualTo("/x");
        assertThat(server.takeRequest().getTarget()).isEqualTo("/health");
        assertThat(server.takeRequest().getTarget()).isEqualTo("/health");
        assertThat(server.takeRequest().getTarget()).isEqualTo("/x");
    }

    @Test
    void leavesOtherFailuresAlone() {
        enqueue(500, "{}");
        try (HttpTransport transport = host().build(new PatientDialect())) {
            assertThatExceptionOfType(HostUnavailableException.class)
                    .isThrownBy(() -> transport.policy().run(call -> transport.call(HttpRequest.get("/x"), call)));
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void waitsNoLongerThanForTheFirstToken() throws Exception {
        try (RawServer neverReady = new RawServer(peer -> {
            while (peer.readRequest()) {
                peer.answer("503 Service Unavailable", "{}");
            }
        })) {
            TestHost host = TestHost.at(neverReady.url())
                    .retries(0)
                    .firstTokenTimeout(Duration.ofMillis(200))
                    .idleTimeout(Duration.ofMillis(50));
            try (HttpTransport transport = host.build(new PatientDialect())) {

                assertThatExceptionOfType(TimeoutException.class)
                        .isThrownBy(() -> transport.policy().run(call -> transport.call(HttpRequest.get("/x"), call)))
                        .satisfies(timeout -> assertThat(timeout.phase()).isEqualTo(Phase.FIRST_TOKEN));
            }
        }
    }
}
