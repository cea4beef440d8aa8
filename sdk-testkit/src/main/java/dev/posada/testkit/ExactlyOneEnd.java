// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.FinishReason;
import dev.posada.PosadaException;
import dev.posada.StreamInterruptedException;
import dev.posada.testkit.Script.Ending;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guarantee 1. */
@Guarantee(1)
interface ExactlyOneEnd extends OnStage {
    /** With a letter of two bytes, so that cuts go through it. */
    Script SHORT_ANSWER = Script.answer().text("Sí").finish();

    @Test
    default void aWholeAnswerEndsWithOneFinishedAndNothingAfterIt() {
        stage().serve(Script.answer().text("Hello").text(" there").finish());

        List<ChatEvent> events = stage().events(ChatEvent.class);

        assertThat(events).filteredOn(ChatEvent.Finished.class::isInstance).hasSize(1);
        assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Finished.class);
    }

    @Test
    default void theWholeAnswerIsTheSumOfItsEvents() {
        stage().serve(Script.answer().text("Hello").text(" there").finish());

        List<ChatEvent> events = stage().events(ChatEvent.class);

        StringBuilder text = new StringBuilder();
        events.stream()
                .filter(ChatEvent.TextDelta.class::isInstance)
                .forEach(event -> text.append(((ChatEvent.TextDelta) event).text()));
        ChatResponse response = ((ChatEvent.Finished) events.get(events.size() - 1)).response();
        assertThat(response.text()).isEqualTo(text.toString()).isNotEmpty();
    }

    @Test
    default void aCallAndAStreamGiveTheSameAnswer() {
        stage().serve(Script.answer().text("Hello").text(" there").finish());

        ChatResponse called = stage().chat();

        try (ChatStream stream = stage().stream()) {
            assertThat(stream.response().text()).isEqualTo(called.text());
        }
    }

    @Test
    default void anAnswerSaysWhyItEndedAndWhatItUsed() {
        stage().serve(Script.answer().text("Hello").finish());

        ChatResponse response = stage().chat();

        assertThat(response.finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
        assertThat(response.usage().inputTokens()).isPositive();
        assertThat(response.usage().outputTokens()).isPositive();
    }

    @Test
    default void aStreamIsReadOnce() {
        stage().serve(Script.answer("Hello"));

        try (ChatStream stream = stage().stream()) {
            stream.response();

            assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @Needs(Feature.SERVER)
    default void anAnswerCutOffIsNoFinishedButOneException() {
        stage().serve(Script.answer().text("Half").close());
        List<ChatEvent> events = new ArrayList<>();

        try (ChatStream stream = stage().stream()) {
            assertThatThrownBy(() -> stream.forEach(events::add)).isInstanceOf(StreamInterruptedException.class);
        }

        assertThat(events).noneMatch(ChatEvent.Finished.class::isInstance);
    }

    @Test
    @Needs(Feature.SERVER)
    default void aReadAfterTheExceptionGivesNothingMore() {
        stage().serve(Script.answer().text("Half").close());

        try (ChatStream stream = stage().stream()) {
            Iterator<ChatEvent> events = stream.iterator();
            assertThatThrownBy(() -> events.forEachRemaining(event -> {})).isInstanceOf(PosadaException.class);

            Throwable again = catchThrowable(() -> assertThat(events.hasNext()).isFalse());

            assertThat(again)
                    .satisfiesAnyOf(
                            nothing -> assertThat(nothing).isNull(),
                            failure -> assertThat(failure).isInstanceOf(PosadaException.class));
        }
    }

    @Test
    @Needs(Feature.SERVER)
    default void anAnswerWithoutItsTerminatorIsAnInterruptionThatCarriesTheText() {
        stage().serve(Script.answer()
                .text("All")
                .finishWithoutEnd(FinishReason.STOP)
                .end());

        assertThat(stage().failure(StreamInterruptedException.class).partialText())
                .isEqualTo("All");
    }

    @Test
    @Needs(Feature.SERVER)
    default void anEmptyAnswerIsAnInterruption() {
        stage().serve(Script.answer().end());

        assertThat(stage().failure(StreamInterruptedException.class).partialText())
                .isEmpty();
    }

    @Test
    @Needs(Feature.SERVER)
    default void anAnswerThatEndsCleanlyAfterAnyByteIsAnInterruption() {
        cutEverywhere(Ending.CLEAN, 1);
    }

    @Test
    @Needs(Feature.SERVER)
    default void anAnswerThatIsClosedAfterAnyByteIsAnInterruption() {
        cutEverywhere(Ending.CLOSE, 1);
    }

    /** The client may lose what had arrived, so only that it fails is certain. Not each byte: a reset takes longer to notice. */
    @Test
    @Needs(Feature.SERVER)
    default void anAnswerThatIsResetAfterAnyByteIsAnInterruption() {
        cutEverywhere(Ending.RESET, 5);
    }

    /** What is after the last character of the terminator may be missing. */
    private void cutEverywhere(Ending ending, int step) {
        byte[] body = SHORT_ANSWER.body(stage().wire());
        int end = body.length;
        while (body[end - 1] == '\n') {
            end--;
        }
        Script[] scripts = new Script[(end - 1 + step) / step];
        for (int i = 0; i < scripts.length; i++) {
            scripts[i] = SHORT_ANSWER.cutAfter(i * step, ending);
        }
        stage().serve(scripts);

        for (int i = 0; i < scripts.length; i++) {
            assertThat(catchThrowable(stage()::chat))
                    .as("cut after %s of %s bytes", i * step, end)
                    .isInstanceOf(StreamInterruptedException.class)
                    .satisfies(failure -> assertThat(((PosadaException) failure).partialText())
                            .isIn("", "Sí"));
        }
    }

    @Test
    @Needs(Feature.SERVER)
    default void anAnswerWrittenByteByByteComesOutWhole() {
        stage().serve(Script.answer().text("¿Qué?").text(" 🌊").finish().byteByByte());

        assertThat(stage().chat().text()).isEqualTo("¿Qué? 🌊");
    }
}
