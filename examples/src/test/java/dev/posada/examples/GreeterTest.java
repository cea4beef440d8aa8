// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.RateLimitException;
import dev.posada.TimeoutException;
import dev.posada.testkit.FakeAnswer;
import dev.posada.testkit.FakeClock;
import dev.posada.testkit.FakeHost;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How an application that uses models is tested: what docs/testing.md shows. */
class GreeterTest {

    /** A small application. */
    record Greeter(ChatModel model) {
        String greet(String name) {
            try {
                return model.chat(ChatRequest.builder()
                                .system("Greet in one sentence.")
                                .user(name)
                                .build())
                        .text();
            } catch (PosadaException e) {
                return "Hello, " + name + ".";
            }
        }
    }

    @Test
    void greetsInTheWordsOfTheModel() {
        FakeHost host = FakeHost.create().says("Good day, Ada!");

        String greeting = new Greeter(host.chatModel("any")).greet("Ada");

        assertThat(greeting).isEqualTo("Good day, Ada!");
        assertThat(host.lastRequest().messages()).hasSize(2);
    }

    @Test
    void greetsPlainlyWhenTheHostStaysBusy() {
        FakeHost host = FakeHost.create();
        host.when("always", request -> true).fails(() -> new RateLimitException("Busy.", ErrorDetails.none()));

        String greeting = new Greeter(host.chatModel("any")).greet("Ada");

        assertThat(greeting).isEqualTo("Hello, Ada.");
        assertThat(host.requests()).as("one try and two retries").hasSize(3);
    }

    @Test
    void answersByWhatItIsAsked() {
        FakeHost host = FakeHost.create();
        host.whenAsked("weather").calls("get_weather", "{\"city\":\"Lima\"}");
        host.when("tools are given", request -> !request.tools().isEmpty()).says("I could call a tool.");
        host.says("Anything else, once.");

        ChatModel model = host.chatModel("any");

        assertThat(model.chat("How is the weather?").toolCalls()).hasSize(1);
        assertThat(model.chat("Who are you?").text()).isEqualTo("Anything else, once.");
        assertThatThrownBy(() -> model.chat("And now?")).hasMessageContaining("And now?");
    }

    @Test
    void waitsForASlowModelButNotForADeadOne() {
        FakeClock clock = FakeClock.automatic();
        FakeHost host = FakeHost.create(clock)
                .answers(FakeAnswer.pausing(Duration.ofSeconds(90)).thenSaying("Good", " day."))
                .answers(FakeAnswer.saying("Good").thenStalling());
        ChatModel model = host.chatModel("any");

        assertThat(model.chat("Ada").text()).isEqualTo("Good day.");
        assertThatThrownBy(() -> model.chat("Ada")).isInstanceOf(TimeoutException.class);
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(90 + 60));
    }
}
