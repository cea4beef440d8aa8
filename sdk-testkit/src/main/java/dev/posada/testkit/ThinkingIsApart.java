// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.Content;
import dev.posada.StreamInterruptedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guarantee 8; the setting is in {@link Offered}. */
@Guarantee(8)
@Needs(Feature.SERVER)
interface ThinkingIsApart extends OnStage {
    @Test
    default void thinkingHasEventsOfItsOwn() {
        stage().serve(Script.answer()
                .thinking("Hm, ")
                .thinking("yes.")
                .text("Yes.")
                .finish());

        List<ChatEvent> events = stage().events(ChatEvent.ThinkingDelta.class);

        assertThat(events).containsExactly(new ChatEvent.ThinkingDelta("Hm, "), new ChatEvent.ThinkingDelta("yes."));
    }

    @Test
    default void thinkingIsNotPartOfTheText() {
        stage().serve(Script.answer().thinking("Hm, yes.").text("Yes.").finish());

        ChatResponse response = stage().chat();

        assertThat(response.text()).isEqualTo("Yes.");
        assertThat(response.thinking()).isEqualTo("Hm, yes.");
    }

    @Test
    default void thinkingIsContentOfTheAnswersMessage() {
        stage().serve(Script.answer().thinking("Hm, yes.").text("Yes.").finish());

        assertThat(stage().chat().message().content())
                .hasExactlyElementsOfTypes(Content.Thinking.class, Content.Text.class);
    }

    @Test
    default void thinkingThatBreaksOffIsNoTextSoFar() {
        stage().serve(Script.answer().thinking("Hm").close());

        assertThat(stage().failure(StreamInterruptedException.class).partialText())
                .isEmpty();
    }

    @Test
    default void thinkingEndsTheWaitForTheFirstToken() {
        Script script = Script.answer();
        for (int i = 0; i < 20; i++) {
            script = script.thinking("x").pause(java.time.Duration.ofMillis(10));
        }
        stage().timeouts(limits -> limits.firstToken(Stage.SHORT))
                .serve(script.text("Yes.").finish());

        assertThat(stage().chat().thinking()).hasSize(20);
    }
}
