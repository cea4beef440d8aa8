// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.remote;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.posada.AuthenticationException;
import dev.posada.ChatStream;
import dev.posada.HostUnavailableException;
import dev.posada.PosadaException;
import dev.posada.RateLimitException;
import dev.posada.examples.SlowServer;
import dev.posada.ollama.Ollama;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configurations of the page on remote hosting, in the real programs, where those are installed. */
@Timeout(60)
class ProxyTest {
    private static final String HELLO =
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"done\":false}\n";

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    Path folder;

    @Nested
    class Nginx {
        @Test
        void passesEachWordOnAtOnceAndTellsTheServerWhenTheCallerGoes() throws Exception {
            try (SlowServer slow = new SlowServer(HELLO);
                    Proxy proxy = nginx("ollama.conf", slow.port());
                    Ollama host = host(proxy).apiKey(Proxy.KEY).build();
                    ChatStream answer = host.chatModel("m").stream("Hi")) {
                Iterator<String> words = answer.text().iterator();

                assertThat(words.next()).isEqualTo("Hello");
                answer.cancel();

                assertThat(slow.isLeftWithin(5)).isTrue();
            }
        }

        @Test
        void takesPicturesOfSeveralMegabytesAndKeepsTheKeyToItself() throws Exception {
            SERVER.stubFor(post(urlEqualTo("/api/chat"))
                    .willReturn(okForContentType(
                            "application/x-ndjson", HELLO.replace("false}", "true,\"done_reason\":\"stop\"}"))));

            try (Proxy proxy = nginx("ollama.conf", SERVER.getPort());
                    Ollama host = host(proxy).apiKey(Proxy.KEY).build()) {
                String text = host.chatModel("m").chat("x".repeat(5_000_000)).text();

                assertThat(text).isEqualTo("Hello");
                assertThat(SERVER.getAllServeEvents().get(0).getRequest().containsHeader("Authorization"))
                        .isFalse();
            }
        }

        @Test
        void letsNobodyInWithoutTheKey() throws Exception {
            try (Proxy proxy = nginx("ollama.conf", SERVER.getPort());
                    Ollama stranger = host(proxy).apiKey("another").build()) {
                assertThatThrownBy(() -> stranger.chatModel("m").chat("Hi"))
                        .isInstanceOf(AuthenticationException.class);
                assertThat(status(proxy, "GET", "/api/version", "")).isEqualTo(401);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "ollama.conf, POST, /api/pull", "ollama.conf, DELETE, /api/delete", "ollama.conf, POST, /api/create",
            "ollama.conf, POST, /api/push", "ollama.conf, POST, /api/blobs/sha256:00", "ollama.conf, GET, /",
            "ollama.conf, DELETE, /v1/models/m", "ollama.conf, POST, /api/chat/../pull",
                    "ollama.conf, POST, /api//pull",
            "llama-server.conf, GET, /slots", "llama-server.conf, GET, /metrics", "llama-server.conf, GET, /cors-proxy",
            "llama-server.conf, POST, /props", "llama-server.conf, POST, /models",
                    "llama-server.conf, POST, /models/load"
        })
        void closesWhatDoesMoreThanUseModels(String endpoints, String method, String path) throws Exception {
            SERVER.stubFor(any(anyUrl()).willReturn(okJson("{}")));

            try (Proxy proxy = nginx(endpoints, SERVER.getPort())) {
                assertThat(status(proxy, method, path, Proxy.KEY)).isEqualTo(403);
                assertThat(SERVER.getAllServeEvents()).isEmpty();
            }
        }

        @Test
        void asksTheServerUnderTheNameThatItAnswersTo() throws Exception {
            SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"version\":\"0.33.0\"}")));

            try (Proxy proxy = nginx("ollama.conf", SERVER.getPort());
                    Ollama host = host(proxy).apiKey(Proxy.KEY).build()) {
                assertThat(host.version()).isEqualTo("0.33.0");
                SERVER.verify(getRequestedFor(urlEqualTo("/api/version")).withHeader("Host", equalTo("localhost")));
            }
        }

        @Test
        void slowsDownWhoAsksTooOftenAndSaysForHowLong() throws Exception {
            SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"version\":\"0.33.0\"}")));

            try (Proxy proxy = nginx("ollama.conf", SERVER.getPort());
                    Ollama host = host(proxy).apiKey(Proxy.KEY).build()) {
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 500; i++) {
                                host.version();
                            }
                        })
                        .isInstanceOfSatisfying(
                                RateLimitException.class,
                                e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(2)));
            }
        }

        @Test
        void saysInJsonThatTheServerBehindItIsGone() throws Exception {
            try (Proxy proxy = nginx("ollama.conf", 1);
                    Ollama host = host(proxy).apiKey(Proxy.KEY).build()) {
                assertThatThrownBy(() -> host.chatModel("m").chat("Hi"))
                        .isInstanceOf(HostUnavailableException.class)
                        .hasMessageContaining("does not answer");
            }
        }

        private Proxy nginx(String endpoints, int upstream) throws Exception {
            Assumptions.assumeTrue(Proxy.isHere("nginx"), "There is no nginx here, so its configuration is not tried.");
            return Proxy.nginx(folder, endpoints, upstream);
        }

        private Ollama.Builder host(Proxy proxy) {
            return Ollama.builder()
                    .url("https://localhost:" + proxy.port)
                    .caFile(folder.resolve("posada.crt"))
                    .retries(0);
        }
    }

    @Nested
    class Caddy {
        @Test
        void passesEachWordOnAtOnceAndTellsTheServerWhenTheCallerGoes() throws Exception {
            try (SlowServer slow = new SlowServer(HELLO);
                    Proxy proxy = caddy(slow.port());
                    Ollama host = Ollama.builder()
                            .url("http://127.0.0.1:" + proxy.port)
                            .apiKey(Proxy.KEY)
                            .build();
                    ChatStream answer = host.chatModel("m").stream("Hi")) {
                Iterator<String> words = answer.text().iterator();

                assertThat(words.next()).isEqualTo("Hello");
                answer.cancel();

                assertThat(slow.isLeftWithin(5)).isTrue();
            }
        }

        @Test
        void letsNobodyInWithoutTheKeyAndClosesWhatDoesMoreThanUseModels() throws Exception {
            try (Proxy proxy = caddy(SERVER.getPort());
                    Ollama stranger = Ollama.builder()
                            .url("http://127.0.0.1:" + proxy.port)
                            .retries(0)
                            .build();
                    Ollama host = Ollama.builder()
                            .url("http://127.0.0.1:" + proxy.port)
                            .apiKey(Proxy.KEY)
                            .retries(0)
                            .build()) {
                assertThatThrownBy(() -> stranger.chatModel("m").chat("Hi"))
                        .isInstanceOf(AuthenticationException.class);
                assertThatThrownBy(() -> host.modelLibrary().delete("m"))
                        .isInstanceOfSatisfying(
                                PosadaException.class,
                                e -> assertThat(e.status()).hasValue(403));
            }
        }

        private Proxy caddy(int upstream) throws Exception {
            Assumptions.assumeTrue(Proxy.isHere("caddy"), "There is no Caddy here, so its configuration is not tried.");
            return Proxy.caddy(folder, upstream);
        }
    }

    /** The path goes out as it is. */
    private int status(Proxy proxy, String method, String path, String key) throws Exception {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(
                        Certificates.decodeCertificatePem(Files.readString(folder.resolve("posada.crt"))))
                .build();
        HttpClient client =
                HttpClient.newBuilder().sslContext(trust.sslContext()).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + proxy.port + path))
                .header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
