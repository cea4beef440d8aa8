// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ChatWarning;
import dev.posada.ProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private final MockWebServer server = new MockWebServer();
    private final MockWebServer other = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
        other.start();
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    private static MockResponse redirect(int status, String location) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Location", location)
                .addHeader("Set-Cookie", "a=b")
                .build();
    }

    private static MockResponse ok() {
        return new MockResponse.Builder().body("{}").build();
    }

    private HttpAnswer post() {
        try (HttpTransport transport = TestHost.at(server.url("/prefix").toString())
                .apiKey("s3cr3t-key")
                .header("X-Team", "red")
                .build()) {
            HttpRequest request = HttpRequest.post(
                            "/chat",
                            new JsonWriter().beginObject().field("a", 1).endObject())
                    .header("X-Own", "blue");
            return transport.policy().run(call -> transport.call(request, call));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void keepMethodBodyAndHeadersAtTheSameOrigin(int status) throws Exception {
        server.enqueue(redirect(status, "/elsewhere?x=1"));
        server.enqueue(ok());

        HttpAnswer answer = post();

        assertThat(server.takeRequest().getTarget()).isEqualTo("/prefix/chat");
        RecordedRequest second = server.takeRequest();
        assertThat(second.getRequestLine()).isEqualTo("POST /elsewhere?x=1 HTTP/1.1");
        assertThat(second.getBody().utf8()).isEqualTo("{\"a\":1}");
        assertThat(second.getHeaders().get("Authorization")).isEqualTo("Bearer s3cr3t-key");
        assertThat(second.getHeaders().get("X-Own")).isEqualTo("blue");
        assertThat(answer.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.REDIRECTED);
        assertThat(answer.warnings().get(0).message()).contains("/elsewhere").doesNotContain("s3cr3t");
    }

    @Test
    void dropKeysCookiesAndHeadersOnTheWayToAnotherOrigin() throws Exception {
        server.enqueue(redirect(307, other.url("/there").toString()));
        other.enqueue(redirect(307, "/again"));
        other.enqueue(ok());

        HttpAnswer answer = post();

        server.takeRequest();
        for (String target : new String[] {"/there", "/again"}) {
            RecordedRequest request = other.takeRequest();
            assertThat(request.getRequestLine()).isEqualTo("POST " + target + " HTTP/1.1");
            assertThat(request.getHeaders().names())
                    .containsExactlyInAnyOrder(
                            "User-Agent",
                            "Accept",
                            "Accept-Encoding",
                            "Content-Type",
                            "Content-Length",
                            "Host",
                            "Connection");
            assertThat(request.getBody().utf8()).isEqualTo("{\"a\":1}");
        }
        assertThat(answer.warnings()).hasSize(2);
        assertThat(answer.warnings().get(0).message()).contains("keys and headers were not passed on");
    }

    @Test
    void takeAnotherPortForAnotherOrigin() throws Exception {
        server.enqueue(redirect(308, "http://localhost:" + other.getPort() + "/x"));
        other.enqueue(ok());

        post();

        assertThat(other.takeRequest().getHeaders().get("Authorization")).isNull();
    }

    @Test
    void turnIntoAGetAfterSeeOther() throws Exception {
        server.enqueue(redirect(303, "/result"));
        server.enqueue(ok());

        post();

        server.takeRequest();
        RecordedRequest second = server.takeRequest();
        assertThat(second.getRequestLine()).isEqualTo("GET /result HTTP/1.1");
        assertThat(second.getHeaders().get("Content-Length")).isNull();
        assertThat(second.getHeaders().get("Content-Type")).isNull();
    }

    @Test
    void endAfterFive() {
        for (int i = 0; i < 6; i++) {
            server.enqueue(redirect(307, "/again" + i));
        }

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(this::post)
                .withMessageContaining("redirects more than 5 times");
        assertThat(server.getRequestCount()).isEqualTo(6);
    }

    @Test
    void areRefusedWithoutAnAddressToFollow() {
        server.enqueue(new MockResponse.Builder().code(302).build());
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(this::post)
                .withMessageContaining("status 302, which leads nowhere");

        server.enqueue(redirect(302, "ftp://example.org/x"));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(this::post)
                .withMessageContaining("not an HTTP address");
    }

    @Test
    void areRefusedFromTlsToPlainHttp(@TempDir Path folder) throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        HandshakeCertificates handshake =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        try (MockWebServer secure = new MockWebServer()) {
            secure.useHttps(handshake.sslSocketFactory());
            secure.start();
            secure.enqueue(redirect(307, other.url("/plain").toString()));
            try (HttpTransport transport = TestHost.at("https://localhost:" + secure.getPort())
                    .caFile(Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem()))
                    .build()) {

                assertThatExceptionOfType(ProtocolException.class)
                        .isThrownBy(() -> transport.policy().run(call -> transport.call(HttpRequest.get("/x"), call)))
                        .withMessageContaining("from TLS to plain HTTP");
            }
        }
        assertThat(other.getRequestCount()).isZero();
    }

    @Test
    void leadToTlsWhereTheServerWantsIt(@TempDir Path folder) throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        HandshakeCertificates handshake =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        try (MockWebServer secure = new MockWebServer()) {
            secure.useHttps(handshake.sslSocketFactory());
            secure.start();
            secure.enqueue(ok());
            server.enqueue(redirect(308, secure.url("/tls").toString()));
            try (HttpTransport transport = TestHost.at(server.url("/").toString())
                    .apiKey("s3cr3t-key")
                    .caFile(Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem()))
                    .build()) {

                HttpAnswer answer = transport.policy().run(call -> transport.call(HttpRequest.get("/x"), call));

                assertThat(answer.text()).isEqualTo("{}");
            }
            assertThat(secure.takeRequest().getHeaders().get("Authorization")).isNull();
        }
    }

    @Test
    void leaveTheirConnectionToTheNextRequest() throws Exception {
        server.enqueue(redirect(307, "/elsewhere"));
        server.enqueue(ok());

        post();

        assertThat(server.takeRequest().getConnectionIndex()).isZero();
        assertThat(server.takeRequest().getConnectionIndex()).isZero();
    }
}
