// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.HostHealth;
import dev.posada.ModelInfo;
import org.junit.jupiter.api.Test;

/** What a host says of itself and its models when it is asked. */
@Guarantee(7)
interface HostsTell extends OnStage {
    @Test
    default void aHostListsItsModels() {
        stage().serve(Script.answer("Hello"));

        assertThat(stage().host().models())
                .extracting(ModelInfo::name)
                .contains(stage().model().name());
    }

    @Test
    default void aHostTellsOfAModelByItsName() {
        stage().serve(Script.answer("Hello"));
        String name = stage().model().name();

        assertThat(stage().host().model(name).name()).isEqualTo(name);
    }

    @Test
    default void aHostThatAnswersIsUp() {
        stage().serve(Script.answer("Hello"));

        assertThat(stage().host().health().status()).isEqualTo(HostHealth.Status.UP);
    }

    @Test
    @Needs(Feature.SERVER)
    @Guarantee(2)
    default void aHostThatIsNotThereIsDownAndSaysWhy() {
        stage().serve(Script.answer("Hello"));
        stage().host();
        stage().server().close();

        HostHealth health = stage().host().health();

        assertThat(health.status()).isEqualTo(HostHealth.Status.DOWN);
        assertThat(health.detail()).isNotBlank();
    }
}
