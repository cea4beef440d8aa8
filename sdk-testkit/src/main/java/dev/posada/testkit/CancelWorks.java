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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Guarantee 4. */
@Guarantee(4)
interface CancelWorks extends OnStage {
    /** In which the server has to see the connection go. */
    Duration AT_ONCE = Duration.ofMillis(100);

    /** How often that is measured; the time in the middle counts, since a busy machine may delay some. */
    int TIMES = 5;

    @Test
    @Needs(Feature.SERVER)
    default void theServerSeesACancelBeforeTheFirstTokenAtOnce() {
        List<CompletableFuture<Throwable>> readers = new ArrayList<>();

        goesAtOnce(Script.silence(), ChatStream::cancel, (stage, stream) -> {
            readers.add(read(stream));
            stage.server().awaitQuestion();
        });

        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isInstanceOf(CancelledException.class));
    }

    @Test
    @Needs(Feature.SERVER)
    default void theServerSeesACancelInMidStreamAtOnce() {
        goesAtOnce(Script.answer().text("Half").stall(), ChatStream::cancel, CancelWorks::readHalf);
    }

    @Test
    @Needs(Feature.SERVER)
    default void theServerSeesACloseInMidStreamAtOnce() {
        goesAtOnce(Script.answer().text("Half").stall(), ChatStream::close, CancelWorks::readHalf);
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

    private static void readHalf(Stage stage, ChatStream stream) {
        assertThat(stream.text().iterator().next()).isEqualTo("Half");
    }

    /**
     * The server sees how an answer is ended soon enough.
     *
     * @param beginning brings a stream to where it is ended
     */
    private void goesAtOnce(Script script, Consumer<ChatStream> end, BiConsumer<Stage, ChatStream> beginning) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            try (Stage stage = stage().another().serve(script);
                    ChatStream stream = stage.stream()) {
                beginning.accept(stage, stream);
                long start = System.nanoTime();
                end.accept(stream);
                times.add(stage.server().awaitClientGone() - start);
            }
        }
        Collections.sort(times);
        assertThat(Duration.ofNanos(times.get(TIMES / 2))).isLessThan(AT_ONCE);
    }
}
