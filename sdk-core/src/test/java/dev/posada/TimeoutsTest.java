// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
    @Test
    void areThoseThatTheDocumentationNames() {
        assertThat(Timeouts.defaults())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(60), Duration.ZERO));
    }

    @Test
    void areReplacedOneByOne() {
        Timeouts timeouts = Timeouts.defaults()
                .connect(Duration.ofSeconds(1))
                .firstToken(Duration.ofSeconds(2))
                .idle(Duration.ofSeconds(3))
                .total(Duration.ofSeconds(4));

        assertThat(timeouts)
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4)));
    }

    @Test
    void areNotNegative() {
        assertThatThrownBy(() -> Timeouts.defaults().idle(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The idle timeout is PT-1S; use a positive duration, or zero for no limit.");
    }

    @Test
    void thatStandForEverAreNone() {
        Timeouts timeouts =
                Timeouts.defaults().connect(ChronoUnit.FOREVER.getDuration()).idle(Duration.ofDays(365 * 101));

        assertThat(timeouts.connect()).isZero();
        assertThat(timeouts.idle()).isZero();
        assertThat(Timeouts.defaults().total(Duration.ofDays(365)).total()).isEqualTo(Duration.ofDays(365));
    }
}
