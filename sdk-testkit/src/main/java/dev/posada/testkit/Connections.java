// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Guarantee 12. */
@Guarantee(12)
@Needs(Feature.SERVER)
interface Connections extends OnStage {
    @Test
    default void aConnectionServesOneAnswerAfterTheOther() {
        stage().serve(Script.answer("Hello"));

        stage().chat();
        stage().chat();
        stage().chat();

        assertThat(stage().server().connections()).isEqualTo(1);
    }

    @Test
    default void requestsSayHowLongTheyAreAndAskForNoUpgrade() {
        stage().serve(Script.answer("Hello"));

        stage().chat();

        assertThat(stage().server().questions().get(0).headers())
                .containsKey("content-length")
                .doesNotContainKeys("transfer-encoding", "upgrade", "http2-settings");
    }

    @Test
    default void aConnectionThatTheServerClosedWhileItLayIdleIsNoFailure() {
        stage().serve(Script.answer("Hello"));
        stage().chat();

        stage().server().closeConnections();

        assertThat(stage().chat().text()).isEqualTo("Hello");
        assertThat(stage().server().questions()).hasSize(2);
    }

    @Test
    default void aServerThatClosesEachConnectionAfterSomeRequestsIsNoTrouble() {
        stage().serve(Script.answer("Hello"));
        stage().server().closingConnectionsAfter(2);

        for (int i = 0; i < 6; i++) {
            assertThat(stage().chat().text()).isEqualTo("Hello");
        }

        assertThat(stage().server().connections()).isGreaterThanOrEqualTo(3);
    }

    @Test
    default void anErrorLeavesTheConnectionToTheNextRequest() {
        stage().serve(Script.error(400, "no such thing"), Script.answer("Hello"));
        stage().failure(dev.posada.PosadaException.class);

        stage().chat();

        assertThat(stage().server().connections()).isEqualTo(1);
    }

    @Test
    default void aConnectionWithHalfAnAnswerIsNotUsedAgain() {
        stage().serve(
                        Script.answer()
                                .text("Half")
                                .failure("the runner has stopped")
                                .stall(),
                        Script.answer("Hello"));
        stage().failure(dev.posada.PosadaException.class);

        assertThat(stage().chat().text()).isEqualTo("Hello");
        assertThat(stage().server().connections()).isEqualTo(2);
    }
}
