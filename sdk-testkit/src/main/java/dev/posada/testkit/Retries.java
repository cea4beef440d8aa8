// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatEvent;
import dev.posada.InvalidRequestException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

/** Guarantee 5. */
@Guarantee(5)
@Needs(Feature.SERVER)
interface Retries extends OnStage {
    @Test
    default void aServerThatIsBusyIsAskedAgain() {
        stage().retries(2).serve(Script.error(503, "busy"), Script.error(429, "too fast"), Script.answer("Hello"));

        assertThat(stage().chat().text()).isEqualTo("Hello");
        assertThat(stage().server().questions()).hasSize(3);
    }

    @Test
    default void aModelThatStillLoadsIsAskedAgain() {
        stage().retries(2).serve(Script.loading(), Script.answer("Hello"));

        assertThat(stage().chat().text()).isEqualTo("Hello");
    }

    @Test
    default void theLastFailureComesOutWhenAllTriesFail() {
        stage().retries(2).serve(Script.error(429, "too fast"));

        stage().failure(RateLimitException.class);

        assertThat(stage().server().questions()).hasSize(3);
    }

    @Test
    default void whatIsNotRetryableIsAskedOnce() {
        stage().retries(2).serve(Script.error(400, "no such thing"));

        stage().failure(InvalidRequestException.class);

        assertThat(stage().server().questions()).hasSize(1);
    }

    @Test
    default void anAnswerThatHasBegunIsNeverAskedForAgain() {
        stage().retries(2).serve(Script.answer().text("Half").close(), Script.answer("Hello"));

        assertThat(stage().failure(StreamInterruptedException.class).partialText())
                .isEqualTo("Half");
        assertThat(stage().server().questions()).hasSize(1);
    }

    @Test
    default void nothingIsDeliveredTwice() {
        stage().retries(2)
                .serve(Script.error(503, "busy"), Script.answer().text("Hello").finish());

        assertThat(stage().events(ChatEvent.TextDelta.class)).containsExactly(new ChatEvent.TextDelta("Hello"));
    }

    @Test
    default void retryAfterIsReadInSeconds() {
        stage().serve(Script.error(429, "too fast").header("Retry-After", "7"));

        assertThat(stage().failure(RateLimitException.class).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    default void retryAfterIsReadInMilliseconds() {
        stage().serve(Script.error(429, "too fast").header("retry-after-ms", "1500"));

        assertThat(stage().failure(RateLimitException.class).retryAfter()).contains(Duration.ofMillis(1500));
    }

    @Test
    default void retryAfterIsReadAsADate() {
        ZonedDateTime later = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(later);
        stage().serve(Script.error(429, "too fast").header("Retry-After", date));

        assertThat(stage().failure(RateLimitException.class).retryAfter().orElseThrow())
                .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
    }

    @Test
    default void aShortWaitThatTheServerAsksForIsKept() {
        stage().retries(1).serve(Script.error(429, "too fast").header("retry-after-ms", "120"), Script.answer("Hello"));
        long start = System.nanoTime();

        stage().chat();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
    }

    @Test
    default void aLongWaitThatTheServerAsksForIsLeftToTheCaller() {
        stage().retries(1).serve(Script.error(429, "too fast").header("Retry-After", "3600"), Script.answer("Hello"));

        assertThat(stage().failure(RateLimitException.class).retryAfter()).contains(Duration.ofHours(1));
        assertThat(stage().server().questions()).hasSize(1);
    }
}
