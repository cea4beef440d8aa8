// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.TimeoutException;
import dev.posada.TimeoutException.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Guarantee 3. */
@Guarantee(3)
@Needs(Feature.SERVER)
interface FourTimeouts extends OnStage {
    /** How much later than its limit a timeout may come on a machine with other things to do. */
    Duration TOLERANCE = Duration.ofSeconds(1);

    @Test
    default void silenceBeforeTheStatusEndsWithTheFirstTokenTimeout() {
        stage().timeouts(limits -> limits.firstToken(Stage.SHORT)).serve(Script.silence());

        endsInTime(Phase.FIRST_TOKEN, "");
    }

    @Test
    default void silenceAfterTheStatusEndsWithTheFirstTokenTimeout() {
        stage().timeouts(limits -> limits.firstToken(Stage.SHORT))
                .serve(Script.answer().stall());

        endsInTime(Phase.FIRST_TOKEN, "");
    }

    @Test
    @Needs(Feature.KEEP_ALIVES)
    default void signsOfLifeAreNoFirstToken() {
        stage().timeouts(limits -> limits.firstToken(Stage.SHORT))
                .serve(Script.answer().keepAliveForever(Duration.ofMillis(20)));

        endsInTime(Phase.FIRST_TOKEN, "");
    }

    @Test
    default void aStallInMidStreamEndsWithTheIdleTimeoutAndKeepsTheText() {
        stage().timeouts(limits -> limits.idle(Stage.SHORT))
                .serve(Script.answer().text("Half").stall());

        endsInTime(Phase.IDLE, "Half");
    }

    @Test
    @Needs(Feature.KEEP_ALIVES)
    default void signsOfLifeAreNoAnswer() {
        stage().timeouts(limits -> limits.idle(Stage.SHORT))
                .serve(Script.answer().text("Half").keepAliveForever(Duration.ofMillis(20)));

        endsInTime(Phase.IDLE, "Half");
    }

    @Test
    default void anAnswerThatGoesOnAndOnEndsWithTheTotalTimeout() {
        Script script = Script.answer();
        for (int i = 0; i < 100; i++) {
            script = script.text("on ").pause(Duration.ofMillis(10));
        }
        stage().timeouts(limits -> limits.total(Stage.SHORT)).serve(script.stall());

        TimeoutException failure = stage().failure(TimeoutException.class);

        assertThat(failure.phase()).isEqualTo(Phase.TOTAL);
        assertThat(failure.partialText()).startsWith("on ");
    }

    @Test
    default void aSlowAnswerIsNeverKilled() {
        Script script = Script.answer();
        for (int i = 0; i < 30; i++) {
            script = script.text("x").pause(Duration.ofMillis(10));
        }
        stage().timeouts(limits -> limits.firstToken(Stage.SHORT).idle(Stage.SHORT))
                .serve(script.finish());

        assertThat(stage().chat().text()).hasSize(30);
    }

    @Test
    default void retriesDoNotMultiplyATimeout() {
        stage().retries(2).timeouts(limits -> limits.firstToken(Stage.SHORT)).serve(Script.silence());

        endsInTime(Phase.FIRST_TOKEN, "");

        assertThat(stage().server().questions()).hasSize(1);
    }

    private void endsInTime(Phase phase, String text) {
        long start = System.nanoTime();

        TimeoutException failure = stage().failure(TimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Stage.SHORT, Stage.SHORT.plus(TOLERANCE));
        assertThat(failure.phase()).isEqualTo(phase);
        assertThat(failure.partialText()).isEqualTo(text);
        stage().server().awaitClientGone();
    }
}
