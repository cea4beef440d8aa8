// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** How long a server asks to wait: seconds, milliseconds or a date. What makes no sense is as good as not said. */
final class RetryAfter {
    private static final String HEADER = "retry-after";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,15})?");
    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal LONGEST_MILLIS =
            BigDecimal.valueOf(Duration.ofDays(3650).toMillis());

    private RetryAfter() {}

    static Optional<Duration> of(Headers headers, Clock clock) {
        return millis(headers.get("retry-after-ms"))
                .or(() -> seconds(headers.get(HEADER)))
                .or(() -> date(headers, clock));
    }

    private static Optional<Duration> millis(@Nullable String value) {
        return value == null || !NUMBER.matcher(value.strip()).matches()
                ? Optional.empty()
                : Optional.of(duration(new BigDecimal(value.strip())));
    }

    private static Optional<Duration> seconds(@Nullable String value) {
        return value == null || !NUMBER.matcher(value.strip()).matches()
                ? Optional.empty()
                : Optional.of(duration(new BigDecimal(value.strip()).movePointRight(3)));
    }

    private static Duration duration(BigDecimal millis) {
        return Duration.ofNanos(
                millis.min(LONGEST_MILLIS).multiply(NANOS_PER_MILLI).longValue());
    }

    private static Optional<Duration> date(Headers headers, Clock clock) {
        Date date = headers.getDate(HEADER);
        if (date == null) {
            return Optional.empty();
        }
        Duration wait = Duration.between(clock.instant(), date.toInstant());
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    }
}
