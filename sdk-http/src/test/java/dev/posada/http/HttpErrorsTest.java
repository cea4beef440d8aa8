// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.AuthenticationException;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.UnsupportedFeatureException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpErrorsTest {
    private static final String PAGE =
            "<!DOCTYPE html>\n<html><head><title>502 Bad\n Gateway</title></head><body><h1>nginx</h1></body></html>";

    private final MockWebServer server = new MockWebServer();
    private HttpTransport transport;

    @BeforeEach
    void start() throws Exception {
        server.start();
        transport = TestHost.at(server.url("/").toString())
                .apiKey("s3cr3t-key")
                .retries(0)
                .build();
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    private PosadaException failure(int status, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(response.build());
        try {
            transport.policy().model("tiny").run(call -> transport.call(HttpRequest.get("/x"), call));
        } catch (PosadaException e) {
            return e;
        }
        throw new AssertionError("There was no failure.");
    }

    private static void assertFailure(PosadaException failure, Class<?> type, boolean retryable) {
        assertThat(failure).isExactlyInstanceOf(type);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidRequestException, false",
        "401, AuthenticationException, false",
        "403, AuthenticationException, false",
        "404, ProtocolException, false",
        "405, ProtocolException, false",
        "408, HostUnavailableException, true",
        "409, HostUnavailableException, true",
        "413, InvalidRequestException, false",
        "418, InvalidRequestException, false",
        "422, InvalidRequestException, false",
        "425, HostUnavailableException, true",
        "429, RateLimitException, true",
        "499, HostUnavailableException, false",
        "500, HostUnavailableException, false",
        "501, UnsupportedFeatureException, false",
        "502, HostUnavailableException, true",
        "503, HostUnavailableException, true",
        "504, HostUnavailableException, true",
        "524, HostUnavailableException, true",
        "529, HostUnavailableException, true",
        "300, ProtocolException, false",
        "304, ProtocolException, false"
    })
    void makesOfEachStatusWhatACallerCanActOn(int status, String type, boolean retryable) throws Exception {
        PosadaException failure = failure(status, status == 304 ? "" : "{\"error\":\"it went wrong\"}");

        assertFailure(failure, Class.forName("dev.posada." + type), retryable);
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.host()).hasValue("tester://localhost:" + server.getPort());
        assertThat(failure.model()).hasValue("tiny");
        if (failure instanceof HostUnavailableException unavailable) {
            assertThat(unavailable.reason()).isEqualTo(Reason.SERVER_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"it went wrong\"}",
                "{\"error\":{\"message\":\"it went wrong\",\"type\":\"t\",\"code\":null}}",
                "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"it went wrong\"},\"request_id\":\"r\"}",
                "{\"message\":\"it went wrong\"}",
                "{\"object\":\"error\",\"message\":\"it went wrong\",\"code\":400}",
                "{\"detail\":\"it went wrong\"}",
                "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"it went wrong\",\"type\":\"missing\"}]}",
                "{\"error\":\"{\\\"error\\\":{\\\"message\\\":\\\"it went wrong\\\"}}\"}",
                "it went wrong",
                "\"it went wrong\""
            })
    void findsTheServersSentence(String body) {
        assertThat(failure(400, body))
                .hasMessage(
                        "Tester at http://localhost:" + server.getPort() + " answered with status 400: it went wrong.");
    }

    @Test
    void copesWithAnEmptyBody() {
        assertThat(failure(403, "")).hasMessageContaining("answered with status 403 and said nothing about it.");
    }

    @Test
    void quotesBrokenJsonAsText() {
        assertThat(failure(500, "{\"error\":\"cut")).hasMessageContaining("status 500: {\"error\":\"cut.");
    }

    @Test
    void shortensALongBody() {
        assertThat(failure(500, "x".repeat(500_000)).getMessage())
                .hasSizeLessThan(1200)
                .contains("xxx…");
    }

    @Test
    void tellsWhichPageAProxySent() {
        PosadaException failure = failure(502, PAGE, "Content-Type", "text/html");

        assertFailure(failure, HostUnavailableException.class, true);
        assertThat(failure)
                .hasMessageContaining("A proxy before Tester at")
                .hasMessageContaining("\"502 Bad Gateway\"")
                .hasMessageNotContaining("<");
    }

    @Test
    void findsPagesWithoutTitleOrType() {
        assertThat(failure(504, "<html><style>p{}</style><body><p>Too&nbsp;slow</p></body></html>"))
                .hasMessageContaining("an HTML page: \"Too slow\"");
        assertThat(failure(504, "<html></html>")).hasMessageContaining("an HTML page.");
    }

    @Test
    void refusesAPageInPlaceOfJson() {
        PosadaException failure =
                failure(200, "<html><title>Sign in</title></html>", "Content-Type", "text/html; charset=utf-8");

        assertFailure(failure, ProtocolException.class, false);
        assertThat(failure).hasMessageContaining("\"Sign in\"").hasMessageContaining("login page");
        assertFailure(failure(200, PAGE), ProtocolException.class, false);
    }

    @Test
    void asksTheDialectFirst() {
        assertThat(failure(503, "{\"error\":\"own words\"}"))
                .isExactlyInstanceOf(InvalidRequestException.class)
                .hasMessage("own exception")
                .satisfies(e -> assertThat(e.status()).hasValue(503));
    }

    @Test
    void tellsAMissingModelFromAMissingPath() {
        assertFailure(failure(404, "{\"error\":\"model 'foo' not found\"}"), ModelNotFoundException.class, false);
        assertFailure(
                failure(404, "{\"error\":{\"message\":\"?\",\"code\":\"model_not_found\"}}"),
                ModelNotFoundException.class,
                false);
        assertFailure(
                failure(404, "{\"error\":{\"message\":\"The model `x` does not exist.\",\"type\":\"NotFoundError\"}}"),
                ModelNotFoundException.class,
                false);
        assertThat(failure(404, "404 page not found"))
                .isExactlyInstanceOf(ProtocolException.class)
                .hasMessageContaining("does not look like the address of Tester");
    }

    @Test
    void saysWhereTheKeyBelongs() {
        assertThat(failure(401, "{\"error\":\"unauthorized\"}"))
                .isExactlyInstanceOf(AuthenticationException.class)
                .hasMessageContaining("POSADA_API_KEY");
    }

    @Test
    void saysWhatCanBeDoneAboutALargeRequest() {
        assertThat(failure(413, PAGE)).hasMessageContaining("client_max_body_size");
    }

    @Test
    void passesOnHowLongToWait() {
        PosadaException failure = failure(429, "{\"error\":\"slow down\"}", "Retry-After", "7");

        assertFailure(failure, RateLimitException.class, true);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure(503, "", "retry-after-ms", "250").retryAfter()).contains(Duration.ofMillis(250));
    }

    @Test
    void sends503OnceOnlyAlsoIfItsRetryAfterIsZero() {
        PosadaException failure = failure(503, "", "Retry-After", "0");

        assertThat(failure.retryAfter()).contains(Duration.ZERO);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-request-id", "Request-Id", "x-amzn-RequestId", "CF-RAY"})
    void passesOnTheServersNameForTheRequest(String header) {
        assertThat(failure(500, "", header, "req-17").requestId()).hasValue("req-17");
    }

    @Test
    void neverRepeatsTheKeyThatAServerRepeats() {
        assertThat(failure(401, "{\"error\":\"invalid key s3cr3t-key\"}"))
                .hasMessageContaining("invalid key ***")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void readsTheStatusInsideAnErrorInAStream() {
        server.enqueue(new MockResponse.Builder().body("{\"a\":1}\n").build());
        transport.policy().run(call -> {
            try (HttpStream stream = transport.open(HttpRequest.get("/x").accept(HttpRequest.NDJSON), call)) {
                assertFailure(stream.failure("\"runner has stopped\""), HostUnavailableException.class, false);
                assertThat(stream.failure("\"runner has stopped\""))
                        .hasMessageContaining("answered with an error: runner has stopped.");
                assertFailure(
                        stream.failure("{\"code\":503,\"message\":\"busy\"}"), HostUnavailableException.class, true);
                assertFailure(
                        stream.failure("{\"code\":400,\"message\":\"no\"}"), InvalidRequestException.class, false);
                assertFailure(
                        stream.failure("{\"code\":\"weird\",\"message\":\"no\"}"),
                        HostUnavailableException.class,
                        false);
                return "";
            }
        });
    }

    @Test
    void takesAnAllowedStatusForAnAnswer() {
        server.enqueue(new MockResponse.Builder().code(404).body("{}").build());

        HttpAnswer answer = transport
                .policy()
                .run(call -> transport.call(HttpRequest.head("/x").allow(404), call));

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void passesOnWhatAServerDoesNotSupport() {
        assertThat(failure(
                        501, "{\"error\":{\"message\":\"Start it with --metrics\",\"type\":\"not_supported_error\"}}"))
                .isExactlyInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("--metrics");
    }
}
