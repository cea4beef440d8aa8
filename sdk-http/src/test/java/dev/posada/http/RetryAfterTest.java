// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    private static Optional<Duration> of(String... namesAndValues) {
        return RetryAfter.of(Headers.of(namesAndValues), CLOCK);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.0, 0", "1, 1000", "2.5, 2500", "0.001, 1", "86400, 86400000"})
    void readsSeconds(String value, long millis) {
        assertThat(of("Retry-After", value)).contains(Duration.ofMillis(millis));
    }

    @Test
    void readsMillisecondsBeforeSeconds() {
        assertThat(of("retry-after-ms", "700", "Retry-After", "1")).contains(Duration.ofMillis(700));
        assertThat(of("retry-after-ms", "soon", "Retry-After", "1")).contains(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 01 Mar 2026 10:00:30 GMT", "Sunday, 01-Mar-26 10:00:30 GMT", "Sun Mar  1 10:00:30 2026"})
    void readsDates(String value) {
        assertThat(of("Retry-After", value)).contains(Duration.ofSeconds(30));
    }

    @Test
    void takesADateInThePastForNow() {
        assertThat(of("Retry-After", "Sun, 01 Mar 2026 09:00:00 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "1e9", "NaN", "1;2", "0x10", "99999999999999999999", "Sun, 99 Foo 2026"})
    void ignoresNonsense(String value) {
        assertThat(of("Retry-After", value)).isEmpty();
    }

    @Test
    void capsWhatIsLongerThanAnyoneWaits() {
        assertThat(of("Retry-After", "999999999999999")).contains(Duration.ofDays(3650));
    }
}
