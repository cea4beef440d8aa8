// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.BackendOptions;
import dev.posada.ChatResponse;
import dev.posada.ChatWarning;
import dev.posada.FinishReason;
import org.junit.jupiter.api.Test;

/** Guarantee 7; what is refused is in {@link Offered}. */
@Guarantee(7)
interface NothingIsDropped extends OnStage {
    @Test
    @Needs(Feature.SERVER)
    default void aFinishReasonThatNobodyKnowsSurvives() {
        stage().serve(Script.answer().text("Hello").finish("bored"));

        ChatResponse response = stage().chat();

        assertThat(response.finishReason()).isEqualTo(FinishReason.OTHER);
        assertThat(response.rawFinishReason()).contains("bored");
    }

    @Test
    @Needs(Feature.SERVER)
    default void anAnswerThatIsCutOffAtItsLimitSaysSo() {
        stage().serve(Script.answer().text("Hello").finish(FinishReason.LENGTH));

        assertThat(stage().chat().finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    @Needs(Feature.SERVER)
    default void blanksAndLineBreaksAtTheEdgesOfWordsSurvive() {
        stage().serve(Script.answer().text("\n a").text(" ").text("\tb \n").finish());

        assertThat(stage().chat().text()).isEqualTo("\n a \tb \n");
    }

    @Test
    @Needs(Feature.SERVER)
    default void lettersOfEveryScriptSurvive() {
        String text = "Ñandú 北京 🦙 \u0000 \u2028 \"\\/ \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        stage().serve(Script.answer(text));

        assertThat(stage().chat().text()).isEqualTo(text);
    }

    @Test
    default void optionsForAnotherBackendAreWarnedOf() {
        stage().serve(Script.answer("Hello"));

        ChatResponse response = stage().model()
                .chat(stage().request().options(new ForeignOptions()).build());

        assertThat(response.warnings()).extracting(ChatWarning::code).contains(ChatWarning.FOREIGN_OPTIONS);
    }

    /** Options that no backend of Posada knows. */
    record ForeignOptions() implements BackendOptions {}
}
