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

    /** A limit within which even a machine that is held up sends a few words. */
    Duration AMPLE = Duration.ofMillis(700);

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
        stage().timeouts(limits -> limits.total(AMPLE)).serve(script.stall());

        TimeoutException failure = stage().failure(TimeoutException.class);

        assertThat(failure.phase()).isEqualTo(Phase.TOTAL);
        assertThat(failure.partialText()).startsWith("on ");
    }

    @Test
    default void aSlowAnswerIsNeverKilled() {
        Script script = Script.answer();
        for (int i = 0; i < 40; i++) {
            script = script.text("x").pause(Duration.ofMillis(20));
        }
        stage().timeouts(limits -> limits.firstToken(AMPLE).idle(AMPLE)).serve(script.finish());
        long start = System.nanoTime();

        assertThat(stage().chat().text()).hasSize(40);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(AMPLE);
    }

    @Test
    default void retriesDoNotMultiplyATimeout() {
        stage().retries(2).timeouts(limits -> limits.firstToken(Stage.SHORT)).serve(Script.silence());

        endsInTime(Phase.FIRST_TOKEN, "");

        assertThat(stage().server().questions()).hasSizeLessThan(2);
    }

    private void endsInTime(Phase phase, String text) {
        loadClasses();
        long start = System.nanoTime();

        TimeoutException failure = stage().failure(TimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Stage.SHORT, Stage.SHORT.plus(TOLERANCE));
        assertThat(failure.phase()).isEqualTo(phase);
        assertThat(failure.partialText()).isEqualTo(text);
        stage().server().awaitNobodyAnswered();
    }

    /** Whatever a first call takes long for, so that it is not part of the time that is measured. */
    private void loadClasses() {
        try (Stage other = stage().another().serve(Script.answer("Hello"))) {
            other.chat();
        }
        stage().host();
    }
}
