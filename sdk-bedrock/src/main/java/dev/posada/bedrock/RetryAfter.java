// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** How long an answer asks to wait: {@code retry-after-ms}, or {@code Retry-After} in seconds or as a date. */
final class RetryAfter {
    private RetryAfter() {}

    static Optional<Duration> of(AwsServiceException error) {
        AwsErrorDetails details = error.awsErrorDetails();
        SdkHttpResponse response = details == null ? null : details.sdkHttpResponse();
        return response == null ? Optional.empty() : of(response, Clock.systemUTC());
    }

    static Optional<Duration> of(SdkHttpResponse response, Clock clock) {
        return response.firstMatchingHeader("retry-after-ms")
                .flatMap(text -> number(text, 1))
                .or(() -> response.firstMatchingHeader("Retry-After")
                        .flatMap(text -> number(text, 1000).or(() -> date(text, clock))));
    }

    private static Optional<Duration> number(String text, int millis) {
        try {
            double value = Double.parseDouble(text.strip());
            return value >= 0 && value < Integer.MAX_VALUE
                    ? Optional.of(Duration.ofMillis((long) (value * millis)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String text, Clock clock) {
        try {
            Duration wait = Duration.between(
                    clock.instant(), ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
