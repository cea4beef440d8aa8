// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static dev.posada.ollama.FaultyOllama.FINE;
import static dev.posada.ollama.FaultyOllama.FIRST_LINE;
import static dev.posada.ollama.FaultyOllama.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatResponse;
import dev.posada.ChatWarning;
import dev.posada.HostUnavailableException;
import dev.posada.PosadaException;
import dev.posada.RateLimitException;
import dev.posada.testkit.ReceivedRequest;
import dev.posada.testkit.SocketServer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures are tried again, and when. */
class OllamaRetryTest {
    @RegisterExtension
    final FaultyOllama ollama = new FaultyOllama();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Retry-After: 7 | 7000", "retry-after-ms: 1500 | 1500", "Retry-After: 0 | 0"})
    void knowHowLongToWait(String header, long millis) {
        ollama.serve(connection -> connection.answer(429, "application/json", "{\"error\":\"slow down\"}", header));

        assertThat(ollama.failure(RateLimitException.class).retryAfter()).contains(Duration.ofMillis(millis));
    }

    @Test
    void knowUntilWhenToWait() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(600));
        ollama.serve(connection ->
                connection.answer(429, "application/json", "{\"error\":\"slow down\"}", "Retry-After: " + date));

        Duration wait = ollama.failure(RateLimitException.class).retryAfter().orElseThrow();

        assertThat(wait).isBetween(Duration.ofSeconds(500), Duration.ofSeconds(600));
    }

    @Test
    void doNotWaitForLongerThanTheLimit() {
        ollama.serve(
                Ollama.builder(),
                connection -> connection.answer(429, "application/json", "{\"error\":\"slow\"}", "Retry-After: 3600"));

        assertThat(ollama.failure(RateLimitException.class).retryAfter()).contains(Duration.ofHours(1));
        assertThat(ollama.server().requests()).hasSize(1);
    }

    @Test
    void bringTheAnswerOnceTheQueueHasRoom() {
        ollama.serve(
                Ollama.builder(),
                connection -> connection.answer(503, "application/json", "{\"error\":\"busy\"}", "retry-after-ms: 1"),
                connection -> connection.answer(429, "application/json", "{\"error\":\"slow\"}", "retry-after-ms: 1"),
                FINE);

        assertThat(ollama.chat().text()).isEqualTo(TEXT);
        assertThat(ollama.server().requests())
                .hasSize(3)
                .extracting(ReceivedRequest::body)
                .containsOnly(ollama.server().requests().get(0).body());
    }

    @Test
    void helpWithToolCallsThatTheServerCouldNotRead() {
        ollama.serve(
                Ollama.builder(),
                connection -> connection.answer(
                        500,
                        "application/json",
                        "{\"error\":\"error parsing tool call: raw='{'\"}",
                        "retry-after-ms: 1"),
                FINE);

        assertThat(ollama.chat().text()).isEqualTo(TEXT);
    }

    @Test
    void areNotMadeForFailuresThatWillNotPass() {
        ollama.serve(
                Ollama.builder(),
                connection -> connection.answer(500, "application/json", "{\"error\":\"out of memory\"}"));

        assertThat(ollama.failure(HostUnavailableException.class)).hasMessageContaining("out of memory");
        assertThat(ollama.server().requests()).hasSize(1);
    }

    @Test
    void areNotMadeAfterTheFirstWords() {
        ollama.serve(Ollama.builder(), connection -> {
            connection.begin();
            connection.send(FIRST_LINE + "{\"error\":\"error parsing tool call: raw='{'\"}\n");
        });

        PosadaException failure = ollama.failure(PosadaException.class);

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.partialText()).isEqualTo("The");
        assertThat(ollama.server().requests()).hasSize(1);
    }

    @Test
    void neverCarryTheKeyToAnotherServer() {
        try (SocketServer other = FaultyOllama.server(FINE)) {
            ollama.serve(
                    Ollama.builder().apiKey("k-secret").header("X-Team-Token", "t-secret"),
                    connection -> connection.answer(307, "text/plain", "", "Location: " + other.url() + "/api/chat"));

            ChatResponse response = ollama.chat();

            assertThat(response.text()).isEqualTo(TEXT);
            assertThat(response.warnings()).extracting(ChatWarning::code).contains(ChatWarning.REDIRECTED);
            assertThat(ollama.server().requests().get(0).headers()).containsEntry("authorization", "Bearer k-secret");
            ReceivedRequest arrived = other.requests().get(0);
            assertThat(arrived.headers()).doesNotContainKeys("authorization", "x-team-token");
            assertThat(arrived.body())
                    .isEqualTo(ollama.server().requests().get(0).body());
        }
    }
}
