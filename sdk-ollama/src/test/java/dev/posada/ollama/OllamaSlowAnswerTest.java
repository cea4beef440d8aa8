// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static dev.posada.ollama.FaultyOllama.FIRST_LINE;
import static dev.posada.ollama.FaultyOllama.REST;
import static dev.posada.ollama.FaultyOllama.TEXT;
import static dev.posada.ollama.FaultyOllama.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.Content;
import dev.posada.Media;
import dev.posada.ModelPull;
import dev.posada.TimeoutException;
import dev.posada.testkit.ReceivedRequest;
import dev.posada.testkit.SocketServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes of answers that take their time, and of those that stall. */
@Timeout(30)
class OllamaSlowAnswerTest {
    @RegisterExtension
    final FaultyOllama ollama = new FaultyOllama();

    @Test
    void answersThatGoOnAreNeverKilled() {
        ollama.serve(Ollama.builder().retries(0).idleTimeout(Duration.ofSeconds(1)), connection -> {
            connection.begin();
            for (int i = 0; i < 15; i++) {
                connection.send(FIRST_LINE);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            connection.send(REST);
        });

        assertThat(ollama.chat().text()).startsWith("TheTheThe").endsWith(" flows there.");
    }

    @Test
    void linesThatGoOnByteByByteAreNeverKilled() {
        ollama.serve(Ollama.builder().retries(0).idleTimeout(Duration.ofSeconds(1)), connection -> {
            connection.begin();
            connection.send(FIRST_LINE);
            for (byte b : Arrays.copyOf(FIRST_LINE.getBytes(StandardCharsets.UTF_8), 15)) {
                TimeUnit.MILLISECONDS.sleep(100);
                connection.send(new byte[] {b});
            }
            connection.send(FIRST_LINE.substring(15) + REST);
        });

        assertThat(ollama.chat().text()).isEqualTo("TheThe Ucayali flows there.");
    }

    @Test
    void beginningsEndWithTheFirstTokenTimeout() {
        ollama.serve(Ollama.builder().firstTokenTimeout(Duration.ofMillis(200)), SocketServer.Connection::awaitEnd);

        TimeoutException failure = ollama.failure(TimeoutException.class);

        assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.FIRST_TOKEN);
        assertThat(ollama.server().requests()).hasSizeLessThan(2);
    }

    @Test
    void stallsEndWithTheIdleTimeoutAndKeepTheWordsBefore() {
        ollama.serve(Ollama.builder().idleTimeout(Duration.ofMillis(200)), connection -> {
            connection.begin();
            connection.send(FIRST_LINE);
            connection.awaitEnd();
        });

        TimeoutException failure = ollama.failure(TimeoutException.class);

        assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.IDLE);
        assertThat(failure.partialText()).isEqualTo("The");
    }

    @Test
    void stallsInTheMiddleOfALineEndWithTheIdleTimeout() {
        ollama.serve(Ollama.builder().idleTimeout(Duration.ofMillis(200)), connection -> {
            connection.begin();
            connection.send(FIRST_LINE + FIRST_LINE.substring(0, 20));
            connection.awaitEnd();
        });

        assertThat(ollama.failure(TimeoutException.class).phase()).isEqualTo(TimeoutException.Phase.IDLE);
    }

    @Test
    void thinkingCountsAsTheBeginOfTheAnswer() {
        String thought = "{\"message\":{\"content\":\"\",\"thinking\":\"Hm.\"},\"done\":false}\n";
        ollama.serve(Ollama.builder().firstTokenTimeout(Duration.ofMillis(1500)), connection -> {
            connection.begin();
            for (int i = 0; i < 20; i++) {
                connection.send(thought);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            connection.send(WHOLE);
        });

        assertThat(ollama.chat().thinking()).startsWith("Hm.Hm.Hm.");
    }

    @Test
    void pullsEndWithTheIdleTimeoutOfTheHost() {
        ollama.serve(Ollama.builder().idleTimeout(Duration.ofMillis(200)), connection -> {
            connection.begin();
            connection.send("{\"status\":\"pulling manifest\"}\n");
            connection.awaitEnd();
        });

        TimeoutException failure = catchThrowableOfType(TimeoutException.class, () -> {
            try (ModelPull pull = ollama.host().modelLibrary().pull("m")) {
                pull.await();
            }
        });

        assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.IDLE);
    }

    @Test
    void questionsAboutTheModelDoNotEndTheTimeForTheFirstToken() {
        ollama.serve(
                Ollama.builder().retries(0).idleTimeout(Duration.ofMillis(300)),
                connection -> connection.answer(200, "application/json", "{\"capabilities\":[\"vision\"]}"),
                connection -> {
                    TimeUnit.MILLISECONDS.sleep(900);
                    connection.begin();
                    connection.send(WHOLE);
                });
        ChatRequest request = ChatRequest.builder()
                .user(Content.image(Media.of(new byte[1], "image/png")))
                .build();

        ChatResponse response = ollama.host().chatModel("m").chat(request);

        assertThat(response.text()).isEqualTo(TEXT);
        assertThat(ollama.server().requests())
                .extracting(ReceivedRequest::path)
                .containsExactly("/api/show", "/api/chat");
    }

    @Test
    void questionsAboutTheWindowDoNotHoldTheAnswerUp() {
        String prompt = "The river rises slowly in the mountains of the south. ".repeat(600);
        ollama.serve(
                connection -> {
                    connection.begin();
                    connection.send(WHOLE);
                },
                SocketServer.Connection::awaitEnd);

        ChatResponse response = ollama.host().chatModel("m").chat(prompt);

        assertThat(response.text()).isEqualTo(TEXT);
        assertThat(ollama.server().requests())
                .extracting(ReceivedRequest::path)
                .containsExactly("/api/chat", "/api/ps", "/api/version");
    }
}
