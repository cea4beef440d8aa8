// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.posada.CancelledException;
import dev.posada.ChatEvent;
import dev.posada.ChatStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Guarantee 4. */
@Guarantee(4)
interface CancelWorks extends OnStage {
    /** In which the server has to see the connection go. */
    Duration AT_ONCE = Duration.ofMillis(100);

    @Test
    @Needs(Feature.SERVER)
    default void theServerSeesACancelBeforeTheFirstTokenAtOnce() {
        stage().serve(Script.silence());
        ChatStream stream = stage().stream();
        CompletableFuture<Throwable> reader = read(stream);
        stage().server().awaitQuestion();

        goesAtOnce(stream::cancel);

        assertThat(reader.join()).isInstanceOf(CancelledException.class);
    }

    @Test
    @Needs(Feature.SERVER)
    default void theServerSeesACancelInMidStreamAtOnce() {
        stage().serve(Script.answer().text("Half").stall());
        ChatStream stream = stage().stream();
        assertThat(stream.text().iterator().next()).isEqualTo("Half");

        goesAtOnce(stream::cancel);

        stream.close();
    }

    @Test
    @Needs(Feature.SERVER)
    default void theServerSeesACloseInMidStreamAtOnce() {
        stage().serve(Script.answer().text("Half").stall());
        ChatStream stream = stage().stream();
        assertThat(stream.text().iterator().next()).isEqualTo("Half");

        goesAtOnce(stream::close);
    }

    @Test
    @Needs(Feature.SERVER)
    default void aReaderThatWaitsWakesUp() {
        stage().serve(Script.answer().text("Half").stall());
        ChatStream stream = stage().stream();
        CompletableFuture<Throwable> reader = read(stream);
        stage().server().awaitQuestion();

        stream.close();

        assertThat(reader.join()).isInstanceOf(CancelledException.class);
    }

    @Test
    @Needs(Feature.SERVER)
    default void anAnswerThatNobodyWantsAnyMoreIsCancelledThroughItsFuture() {
        stage().serve(Script.silence());
        CompletableFuture<?> answer =
                stage().model().chatAsync(stage().request().build());
        stage().server().awaitQuestion();

        answer.cancel(true);

        stage().server().awaitClientGone();
    }

    @Test
    default void aStreamThatIsClosedEarlyGivesNothingMore() {
        stage().serve(Script.answer().text("Half").text(" and more").finish());
        ChatStream stream = stage().stream();
        Iterator<ChatEvent> events = stream.iterator();
        assertThat(events.next()).isInstanceOf(ChatEvent.Started.class);

        stream.close();

        assertThat(catchThrowable(() -> events.forEachRemaining(event -> {}))).isInstanceOf(CancelledException.class);
    }

    @Test
    default void closingTwiceAndClosingAfterTheEndDoNoHarm() {
        stage().serve(Script.answer("Hello"));
        ChatStream stream = stage().stream();
        stream.response();

        assertThatCode(() -> {
                    stream.close();
                    stream.cancel();
                    stream.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    default void aStreamThatIsNeverReadCanBeClosed() {
        stage().serve(Script.answer("Hello"));

        assertThatCode(() -> stage().stream().close()).doesNotThrowAnyException();
    }

    private static CompletableFuture<Throwable> read(ChatStream stream) {
        return CompletableFuture.supplyAsync(() -> catchThrowable(stream::response));
    }

    private void goesAtOnce(Runnable end) {
        long start = System.nanoTime();
        end.run();
        long gone = stage().server().awaitClientGone();
        assertThat(Duration.ofNanos(gone - start)).isLessThan(AT_ONCE);
    }
}
