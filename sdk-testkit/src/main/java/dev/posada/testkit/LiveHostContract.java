// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.CancelledException;
import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.FinishReason;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.Thinking;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a real server must do, whatever its model says. A backend's class {@code XIT} extends it and names the environment
 * variable that holds a host URI, such as {@code POSADA_IT_OLLAMA=ollama://localhost/llama3.2}; without it the tests are
 * skipped. A URI without a model means the first one that the server lists.
 */
@Timeout(120)
public abstract class LiveHostContract {
    private final String variable;
    private @Nullable ModelHost host;

    /** A suite for the server that a variable names. */
    protected LiveHostContract(String variable) {
        this.variable = variable;
    }

    @BeforeEach
    final void open() {
        String uri = System.getenv(variable);
        Assumptions.assumeTrue(uri != null && !uri.isBlank(), variable + " names no server");
        host = ModelHost.open(String.valueOf(uri));
    }

    @AfterEach
    final void close() {
        if (host != null) {
            host.close();
        }
    }

    /** The server's host, open until the test ends. */
    protected final ModelHost host() {
        if (host == null) {
            throw new IllegalStateException("The host is open inside of a test alone.");
        }
        return host;
    }

    /** The model to ask. */
    protected final ChatModel model() {
        String name =
                host().defaultModel().orElseGet(() -> host().models().get(0).name());
        return host().chatModel(name);
    }

    /** A short question that is answered the same each time, as far as the server can. */
    protected final ChatRequest.Builder question() {
        return ChatRequest.builder().user("Hello").maxTokens(100).temperature(0).thinking(Thinking.off());
    }

    @Test
    final void isUp() {
        assertThat(host().health().isUp()).isTrue();
    }

    @Test
    final void listsTheModelThatItAnswersWith() {
        List<ModelInfo> models = host().models();

        assertThat(models)
                .isNotEmpty()
                .allSatisfy(model -> assertThat(model.name()).isNotBlank());
    }

    @Test
    final void answersAndCounts() {
        ChatResponse response = model().chat(question().build());

        assertThat(response.text()).isNotBlank();
        assertThat(response.finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
        assertThat(response.usage().inputTokens()).isPositive();
        assertThat(response.usage().outputTokens()).isPositive();
    }

    @Test
    final void streamsWhatItAnswers() {
        List<String> words = new ArrayList<>();
        List<ChatEvent> ends = new ArrayList<>();

        try (ChatStream stream = model().stream(question().build())) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    words.add(delta.text());
                } else if (event instanceof ChatEvent.Finished) {
                    ends.add(event);
                }
            }
            assertThat(String.join("", words)).isEqualTo(stream.response().text());
        }

        assertThat(words).hasSizeGreaterThan(1);
        assertThat(ends).hasSize(1);
    }

    @Test
    final void stopsAtTheTokenLimitAndSaysSo() {
        ChatResponse response = model().chat(question().maxTokens(2).build());

        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    final void readsTheConversationThatIsSentAgain() {
        ChatRequest first = question().build();
        ChatResponse answer = model().chat(first);

        ChatResponse second = model().chat(
                        first.toBuilder().add(answer.message()).user("Hello").build());

        assertThat(second.usage().inputTokens()).isGreaterThan(answer.usage().inputTokens());
    }

    @Test
    final void aCancelledAnswerEndsAndTheNextOneComes() {
        ChatStream stream = model().stream(question().build());
        Iterator<String> words = stream.text().iterator();
        words.next();

        stream.cancel();

        assertThatThrownBy(words::hasNext).isInstanceOf(CancelledException.class);
        assertThat(model().chat(question().build()).text()).isNotBlank();
    }
}
