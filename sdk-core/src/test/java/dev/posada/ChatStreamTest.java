// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static dev.posada.FakeTransport.does;
import static dev.posada.FakeTransport.fails;
import static dev.posada.FakeTransport.finishes;
import static dev.posada.FakeTransport.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.HostUnavailableException.Reason;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class ChatStreamTest {
    private final ManualTime time = new ManualTime();
    private final FakeTransport transport = new FakeTransport();

    @AfterEach
    void everyConnectionIsClosedOnceAndNotUnderItsReader() {
        assertThat(transport.closed).hasValue(transport.opened.get());
        assertThat(transport.closedWhileReading).hasValue(0);
    }

    private CallPolicy policy() {
        return CallPolicy.of("test://host").model("tiny").time(time);
    }

    private ChatStream stream() {
        return ChatStream.of(policy(), transport);
    }

    private static HostUnavailableException unavailable(Reason reason) {
        return new HostUnavailableException(reason, "no", ErrorDetails.none(), null);
    }

    /** Reads a stream until it ends, one way or the other. */
    private static Ending readAll(ChatStream stream) {
        List<ChatEvent> events = new ArrayList<>();
        RuntimeException failure = null;
        try (stream) {
            stream.forEach(events::add);
        } catch (PosadaException e) {
            failure = e;
        }
        return new Ending(events, failure);
    }

    private record Ending(List<ChatEvent> events, RuntimeException failure) {
        <T extends PosadaException> T failure(Class<T> type) {
            assertThat(failure).isInstanceOf(type);
            return type.cast(failure);
        }

        List<String> kinds() {
            return events.stream()
                    .map(event -> event.getClass().getSimpleName())
                    .toList();
        }
    }

    private CompletableFuture<Ending> readInBackground(ChatStream stream, AtomicReference<Thread> reader) {
        CompletableFuture<Ending> ending = new CompletableFuture<>();
        Thread thread = new Thread(() -> ending.complete(readAll(stream)), "reader");
        reader.set(thread);
        thread.start();
        return ending;
    }

    @Nested
    class WhenAllGoesWell {
        @Test
        void handsOutEventsInOrderAndFinishesOnce() {
            transport.answers(
                    does(sink -> sink.started("r1", "tiny:latest")), says("Hello"), says(" world"), finishes());

            Ending ending = readAll(stream());

            assertThat(ending.failure()).isNull();
            assertThat(ending.kinds()).containsExactly("Started", "TextDelta", "TextDelta", "Finished");
            assertThat(ending.events().get(0)).isEqualTo(new ChatEvent.Started("r1", "tiny:latest"));
        }

        @Test
        void addsUpTheWholeResponse() {
            transport.answers(
                    does(sink -> sink.thinking("Hm")),
                    does(sink -> sink.thinking("m.")),
                    says("Yes"),
                    says("."),
                    does(sink -> sink.usage(Usage.of(7, 3))),
                    does(sink -> sink.extra("served_by", "\"rack 4\"")),
                    finishes());

            ChatResponse response = stream().response();

            assertThat(response.text()).isEqualTo("Yes.");
            assertThat(response.thinking()).isEqualTo("Hmm.");
            assertThat(response.message().content())
                    .containsExactly(new Content.Thinking("Hmm.", null), new Content.Text("Yes."));
            assertThat(response.usage()).isEqualTo(Usage.of(7, 3));
            assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(response.rawFinishReason()).contains("stop");
            assertThat(response.extra()).containsEntry("served_by", "\"rack 4\"");
            assertThat(response.timings().firstToken()).isPresent();
        }

        @Test
        void sendsNothingBeforeTheFirstEventIsAskedFor() {
            ChatStream stream = stream();

            stream.close();

            assertThat(transport.opened).hasValue(0);
        }

        @Test
        void givesTheResponseAfterTheEventsWereRead() {
            transport.answers(says("Hello"), finishes());
            ChatStream stream = stream();
            stream.forEach(event -> {});

            ChatResponse response = stream.response();

            assertThat(response.text()).isEqualTo("Hello");
        }

        @Test
        void givesTheWholeResponseWhenOnlyPartOfTheEventsWereRead() {
            transport.answers(says("Hello"), says(" world"), finishes());
            ChatStream stream = stream();
            Iterator<ChatEvent> events = stream.iterator();
            events.next();
            events.next();

            assertThat(stream.response().text()).isEqualTo("Hello world");
        }

        @Test
        void leavesOutAllButWordsInText() {
            transport.answers(does(sink -> sink.thinking("Hm.")), says("a"), says("b"), finishes());
            List<String> words = new ArrayList<>();

            stream().text().forEach(words::add);

            assertThat(words).containsExactly("a", "b");
        }

        @Test
        void ignoresEmptyPieces() {
            transport.answers(says(""), does(sink -> sink.thinking("")), says("a"), finishes());

            Ending ending = readAll(stream());

            assertThat(ending.kinds()).containsExactly("Started", "TextDelta", "Finished");
        }

        @Test
        void canBeReadOnce() {
            transport.answers(finishes());
            ChatStream stream = stream();
            stream.iterator().forEachRemaining(event -> {});

            assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void keepsAnUnknownFinishReasonAsItCame() {
            transport.answers(says("a"), does(sink -> sink.finish(FinishReason.OTHER, "eos_token_limit_42")));

            ChatResponse response = stream().response();

            assertThat(response.finishReason()).isEqualTo(FinishReason.OTHER);
            assertThat(response.rawFinishReason()).contains("eos_token_limit_42");
        }

        @Test
        void keepsThinkingWithItsSignatureApartFromLaterThinking() {
            transport.answers(
                    does(sink -> sink.thinking("one")),
                    does(sink -> sink.thinkingSignature("sig1")),
                    does(sink -> sink.thinking("two")),
                    says("ok"),
                    finishes());

            assertThat(stream().response().message().content())
                    .containsExactly(
                            new Content.Thinking("one", "sig1"),
                            new Content.Thinking("two", null),
                            new Content.Text("ok"));
        }

        @Test
        void handsWarningsOutAsEventsAndOnTheResponse() {
            ChatWarning early = new ChatWarning("early", "before the first word");
            ChatWarning late = new ChatWarning("late", "after it");
            transport.answers(
                    does(sink -> sink.warning(early)), says("a"), does(sink -> sink.warning(late)), finishes());
            ChatStream stream = stream();
            List<ChatEvent> events = new ArrayList<>();

            stream.forEach(events::add);

            assertThat(events).contains(new ChatEvent.Warning(early), new ChatEvent.Warning(late));
            assertThat(stream.response().warnings()).containsExactly(early, late);
        }
    }

    @Nested
    class WhenAnAnswerBreaksOff {
        @Test
        void aCleanEndWithoutTheEndMarkIsAnInterruption() {
            transport.answers(says("Half an"));

            Ending ending = readAll(ChatStream.of(policy(), transport));

            assertThat(ending.failure(StreamInterruptedException.class).partialText())
                    .isEqualTo("Half an");
            assertThat(ending.kinds()).containsExactly("Started", "TextDelta");
        }

        @Test
        void aResetUnderTheAnswerIsAnInterruption() {
            transport.answers(says("Half an"), fails(unavailable(Reason.RESET)));

            Ending ending = readAll(stream());

            assertThat(ending.failure(StreamInterruptedException.class).partialText())
                    .isEqualTo("Half an");
        }

        @Test
        void anErrorInMidStreamKeepsItsTypeAndThePartialText() {
            transport.answers(says("Half an"), fails(new RateLimitException("slow down", ErrorDetails.none())));

            Ending ending = readAll(stream());

            RateLimitException failure = ending.failure(RateLimitException.class);
            assertThat(failure.partialText()).isEqualTo("Half an");
            assertThat(failure.host()).contains("test://host");
            assertThat(failure.model()).contains("tiny");
        }

        @Test
        void eventsThatCameWithTheErrorAreStillHandedOut() {
            transport.answers((sink, connection) -> {
                sink.text("last words");
                throw new ProtocolException("garbage", ErrorDetails.none());
            });

            Ending ending = readAll(stream());

            assertThat(ending.kinds()).containsExactly("Started", "TextDelta");
            assertThat(ending.failure(ProtocolException.class).partialText()).isEqualTo("last words");
        }

        @Test
        void throwsTheSameFailureAgainWhenAskedAgain() {
            transport.answers(says("a"), fails(new ProtocolException("garbage", ErrorDetails.none())));
            ChatStream stream = stream();
            Throwable first = catchThrowableOfType(ProtocolException.class, () -> stream.forEach(event -> {}));

            assertThatThrownBy(stream::response).isSameAs(first);
        }

        @Test
        void anAnswerLongerThanTheLimitIsAProtocolError() {
            transport.answers(says("12345"), says("67890"), says("1"), finishes());
            Limits small = new Limits(10, 10, 10);

            Ending ending = readAll(ChatStream.of(policy().limits(small), transport));

            assertThat(ending.failure(ProtocolException.class).partialText()).isEqualTo("1234567890");
        }

        @ParameterizedTest
        @MethodSource("dev.posada.ChatStreamTest#smallPieces")
        void anAnswerOfTooManySmallPiecesIsAProtocolError(BiConsumer<EventSink, Integer> piece) {
            transport.answers(does(sink -> IntStream.range(0, 1000).forEach(i -> piece.accept(sink, i))), finishes());
            Limits small = new Limits(10_000, 10, 10);

            Ending ending = readAll(ChatStream.of(policy().limits(small), transport));

            assertThat(ending.failure(ProtocolException.class)).hasMessageContaining("10000");
        }

        @Test
        void aMistakeOfTheBackendIsNotHidden() {
            IllegalStateException mistake = new IllegalStateException("a bug");
            transport.answers(says("a"), fails(mistake));
            ChatStream stream = stream();

            assertThatThrownBy(stream::response).isSameAs(mistake);
        }
    }

    static List<BiConsumer<EventSink, Integer>> smallPieces() {
        return List.of(
                (sink, i) -> sink.extra("name" + i, "1"),
                (sink, i) -> sink.logprobs(List.of(new TokenLogprob("a", -1, List.of()))),
                (sink, i) -> sink.toolCall(null, "f", ""),
                (sink, i) -> sink.toolCallFragment(i, "id" + i, "f", null),
                (sink, i) -> sink.content(new Content.RedactedThinking("")),
                (sink, i) -> {
                    sink.thinking("a");
                    sink.text("b");
                });
    }

    @Nested
    class WhenItIsTriedAgain {
        @Test
        void aRetryableFailureBeforeTheFirstEventLeavesNoTrace() {
            transport
                    .answers(
                            does(sink -> sink.started("r1", "other")),
                            does(sink -> sink.warning(new ChatWarning("w", "of the first try"))),
                            fails(unavailable(Reason.SERVER_ERROR)))
                    .answers(says("ok"), finishes());
            ChatStream stream = stream();

            Ending ending = readAll(stream);

            assertThat(ending.kinds()).containsExactly("Started", "TextDelta", "Finished");
            assertThat(ending.events().get(0)).isEqualTo(new ChatEvent.Started(null, "tiny"));
            assertThat(time.waits()).hasSize(1);
        }

        @Test
        void nothingIsTriedAgainAfterTheFirstEvent() {
            transport.answers(says("a"), fails(unavailable(Reason.SERVER_ERROR)));

            Ending ending = readAll(stream());

            assertThat(ending.failure(HostUnavailableException.class).partialText())
                    .isEqualTo("a");
            assertThat(transport.opened).hasValue(1);
        }

        @Test
        void aConnectionThatEndsBeforeTheFirstEventIsTriedAgain() {
            transport.answers().answers(says("ok"), finishes());

            assertThat(stream().response().text()).isEqualTo("ok");
        }

        @Test
        void givesUpAfterTwoRetriesByDefault() {
            transport
                    .answers(fails(unavailable(Reason.REFUSED)))
                    .answers(fails(unavailable(Reason.REFUSED)))
                    .answers(fails(unavailable(Reason.REFUSED)));

            Ending ending = readAll(stream());

            assertThat(ending.failure(HostUnavailableException.class).reason()).isEqualTo(Reason.REFUSED);
            assertThat(transport.opened).hasValue(3);
            assertThat(time.waits()).hasSize(2);
        }

        @Test
        void whatIsNotRetryableIsNotTriedAgain() {
            transport.answers(fails(new AuthenticationException("no key", ErrorDetails.none())));

            Ending ending = readAll(stream());

            ending.failure(AuthenticationException.class);
            assertThat(time.waits()).isEmpty();
        }

        @Test
        void waitsAsLongAsTheServerAsks() {
            ErrorDetails asked = ErrorDetails.none().retryAfter(Duration.ofSeconds(3));
            transport.answers(fails(new RateLimitException("slow down", asked))).answers(says("ok"), finishes());

            stream().response();

            assertThat(time.waits()).containsExactly(Duration.ofSeconds(3));
        }

        @Test
        void passesOnAWaitThatIsTooLongInsteadOfWaiting() {
            ErrorDetails asked = ErrorDetails.none().retryAfter(Duration.ofHours(1));
            transport.answers(fails(new RateLimitException("slow down", asked)));

            Ending ending = readAll(stream());

            assertThat(ending.failure(RateLimitException.class).retryAfter()).contains(Duration.ofHours(1));
            assertThat(time.waits()).isEmpty();
        }

        @Test
        void doesNotWaitBeyondTheFirstTokenTimeout() {
            ErrorDetails asked = ErrorDetails.none().retryAfter(Duration.ofSeconds(10));
            transport.answers(fails(new RateLimitException("slow down", asked)));
            Timeouts short_ = Timeouts.defaults().firstToken(Duration.ofSeconds(4));

            Ending ending = readAll(ChatStream.of(policy().timeouts(short_), transport));

            ending.failure(RateLimitException.class);
            assertThat(time.waits()).isEmpty();
        }

        @Test
        void aRequestMaySwitchRetriesOff() {
            transport.answers(fails(unavailable(Reason.REFUSED)));
            ChatRequest request = ChatRequest.builder().user("?").retries(0).build();

            Ending ending = readAll(ChatStream.of(policy().forRequest(request), transport));

            ending.failure(HostUnavailableException.class);
        }
    }

    @Nested
    class WhenTimeRunsOut {
        private final AtomicReference<Thread> reader = new AtomicReference<>();

        private TimeoutException timeoutAfter(Duration passed) throws Exception {
            CompletableFuture<Ending> ending = readInBackground(stream(), reader);
            transport.silent.await();
            time.advance(passed);
            return ending.get().failure(TimeoutException.class);
        }

        @Test
        void noFirstTokenInTime() throws Exception {
            transport.answers(transport.staysSilent());

            TimeoutException failure = timeoutAfter(Duration.ofMinutes(2));

            assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.FIRST_TOKEN);
            assertThat(failure).hasMessageContaining("2 min").hasMessageContaining("firstTokenTimeout");
        }

        @Test
        void framesWithoutWordsDoNotCountAsFirstToken() throws Exception {
            transport.answers(does(sink -> sink.started("r1", null)), transport.staysSilent());

            assertThat(timeoutAfter(Duration.ofMinutes(2)).phase()).isEqualTo(TimeoutException.Phase.FIRST_TOKEN);
        }

        @Test
        void silenceBetweenEventsKeepsThePartialText() throws Exception {
            transport.answers(says("Half an"), transport.staysSilent());

            TimeoutException failure = timeoutAfter(Duration.ofSeconds(60));

            assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.IDLE);
            assertThat(failure.partialText()).isEqualTo("Half an");
        }

        @Test
        void aSlowAnswerIsNotKilled() {
            FakeTransport.Step slow = (sink, connection) -> {
                time.advance(Duration.ofSeconds(59));
                sink.text("x");
            };
            transport.answers(slow, slow, slow, slow, finishes());

            assertThat(stream().response().text()).isEqualTo("xxxx");
        }

        /** An answer of frames that come so far apart, the second of them without words and the third in two pieces. */
        private ChatStream framesApart(Duration pause) {
            return ChatStream.of(policy(), call -> new EventSource() {
                private int frame;

                @Override
                public boolean advance(EventSink sink) {
                    frame++;
                    if (frame == 1) {
                        sink.text("a");
                        return true;
                    }
                    time.advance(pause);
                    call.ensureRunning();
                    if (frame == 3) {
                        call.progress();
                        time.advance(pause);
                        call.ensureRunning();
                        sink.finish(FinishReason.STOP, "stop");
                    }
                    return true;
                }

                @Override
                public void close() {}
            });
        }

        @Test
        void everyFrameAndEveryPieceOfOneRestartsTheIdleTimeout() {
            assertThat(framesApart(Duration.ofSeconds(59)).response().text()).isEqualTo("a");
            assertThat(readAll(framesApart(Duration.ofSeconds(60)))
                            .failure(TimeoutException.class)
                            .phase())
                    .isEqualTo(TimeoutException.Phase.IDLE);
        }

        @Test
        void aSlowReaderDoesNotUseUpTheIdleTimeout() {
            transport.answers(says("a"), says("b"), finishes());
            StringBuilder read = new StringBuilder();

            for (String words : stream().text()) {
                read.append(words);
                time.advance(Duration.ofMinutes(10));
            }

            assertThat(read).hasToString("ab");
        }

        @Test
        void theTotalTimeoutHoldsForTheWholeCall() throws Exception {
            transport.answers(says("Half an"), transport.staysSilent());
            Timeouts total = Timeouts.defaults().total(Duration.ofSeconds(30));
            CompletableFuture<Ending> ending =
                    readInBackground(ChatStream.of(policy().timeouts(total), transport), reader);
            transport.silent.await();

            time.advance(Duration.ofSeconds(30));

            TimeoutException failure = ending.get().failure(TimeoutException.class);
            assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.TOTAL);
            assertThat(failure.partialText()).isEqualTo("Half an");
        }

        @Test
        void aConnectTimeoutIsNotMultipliedByRetries() throws Exception {
            ChatStream stream = ChatStream.of(policy(), call -> {
                call.connecting();
                FakeTransport.Step silent = transport.staysSilent();
                transport.answers();
                FakeTransport.Connection connection = (FakeTransport.Connection) transport.apply(call);
                try {
                    silent.play(null, connection);
                } finally {
                    connection.close();
                }
                return connection;
            });
            CompletableFuture<Ending> ending = readInBackground(stream, reader);
            transport.silent.await();

            time.advance(Duration.ofSeconds(5));

            assertThat(ending.get().failure(TimeoutException.class).phase()).isEqualTo(TimeoutException.Phase.CONNECT);
            assertThat(transport.opened).hasValue(1);
        }

        @Test
        void zeroMeansNoLimit() throws Exception {
            transport.answers(says("a"), transport.staysSilent());
            Timeouts none = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
            ChatStream stream = ChatStream.of(policy().timeouts(none), transport);
            CompletableFuture<Ending> ending = readInBackground(stream, reader);
            transport.silent.await();
            time.advance(Duration.ofDays(1));

            stream.cancel();

            ending.get().failure(CancelledException.class);
        }
    }

    @Nested
    class WhenItIsCancelled {
        private final AtomicReference<Thread> reader = new AtomicReference<>();

        @Test
        void aReaderThatWaitsForTheFirstTokenWakes() throws Exception {
            transport.answers(transport.staysSilent());
            ChatStream stream = stream();
            CompletableFuture<Ending> ending = readInBackground(stream, reader);
            transport.silent.await();

            stream.cancel();

            assertThat(ending.get().failure(CancelledException.class).isRetryable())
                    .isFalse();
            assertThat(transport.opened).hasValue(1);
        }

        @Test
        void aReaderInMidStreamWakesWithThePartialText() throws Exception {
            transport.answers(says("Half an"), transport.staysSilent());
            ChatStream stream = stream();
            CompletableFuture<Ending> ending = readInBackground(stream, reader);
            transport.silent.await();

            stream.close();

            assertThat(ending.get().failure(CancelledException.class).partialText())
                    .isEqualTo("Half an");
        }

        @Test
        void aStreamThatWasClosedBetweenTwoEventsEndsWithACancelledException() {
            transport.answers(says("a"), says("b"), finishes());
            ChatStream stream = stream();
            Iterator<ChatEvent> events = stream.iterator();
            events.next();

            stream.close();

            assertThatThrownBy(events::next).isInstanceOf(CancelledException.class);
            assertThatThrownBy(stream::response).isInstanceOf(CancelledException.class);
        }

        @Test
        void aFinishNobodySawDoesNotCountAfterClosing() {
            transport.answers((sink, connection) -> {
                sink.text("a");
                sink.finish(FinishReason.STOP, null);
            });
            ChatStream stream = stream();
            Iterator<ChatEvent> events = stream.iterator();
            events.next();

            stream.close();

            assertThatThrownBy(events::next).isInstanceOf(CancelledException.class);
            assertThat(transport.opened).hasValue(1);
        }

        @Test
        void aFinishedStreamStaysFinished() {
            transport.answers(says("a"), finishes());
            ChatStream stream = stream();
            stream.forEach(event -> {});

            stream.close();

            assertThat(stream.response().text()).isEqualTo("a");
        }

        @Test
        void cancellingBeforeReadingSendsNothing() {
            ChatStream stream = stream();
            stream.cancel();

            assertThatThrownBy(stream::response).isInstanceOf(CancelledException.class);
            assertThat(transport.opened).hasValue(0);
        }

        @Test
        void anInterruptWakesTheReaderAndKeepsTheFlag() throws Exception {
            transport.answers(says("a"), transport.staysSilent());
            ChatStream stream = stream();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                try (stream) {
                    stream.response();
                } catch (PosadaException e) {
                    failure.set(e);
                }
                flag.complete(Thread.currentThread().isInterrupted());
            });
            thread.start();
            transport.silent.await();

            thread.interrupt();

            assertThat(flag.get()).isTrue();
            assertThat(failure.get()).isInstanceOf(CancelledException.class).hasMessageContaining("interrupted");
        }

        @Test
        void anInterruptedThreadDoesNotEvenStart() {
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> stream().response()).isInstanceOf(CancelledException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }

        @Test
        void cancellingAFutureCutsTheCallOff() throws Exception {
            transport.answers(transport.staysSilent());
            CompletableFuture<ChatResponse> future = AsyncChat.start(stream());
            transport.silent.await();

            future.cancel(true);

            assertThat(future).isCancelled();
            Waiting.until(() -> transport.closed.get() == 1);
        }

        @Test
        void aFutureFailsWithTheCallsOwnException() {
            transport.answers(fails(new AuthenticationException("no key", ErrorDetails.none())));

            CompletableFuture<ChatResponse> future = AsyncChat.start(stream());

            assertThatThrownBy(future::get).hasCauseInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void closesTheConnectionOfACallThatWasCancelledDuringARead() {
        AtomicReference<ChatStream> itself = new AtomicReference<>();
        FakeTransport transport = new FakeTransport()
                .answers(
                        does(sink -> {
                            itself.get().cancel(); // as another thread may just before the words are here
                            sink.text("too late");
                        }),
                        finishes());
        ChatStream stream = ChatStream.of(CallPolicy.of("test://host"), transport);
        itself.set(stream);

        assertThatThrownBy(stream::response).isInstanceOf(CancelledException.class);

        assertThat(transport.closed).hasValue(1);
    }

    @Test
    void aConnectionThatCanNotBeClosedIsNoSecondEnd() {
        ChatStream stream = ChatStream.of(CallPolicy.of("test://host"), call -> new EventSource() {
            @Override
            public boolean advance(EventSink sink) {
                sink.text("whole");
                sink.finish(FinishReason.STOP, "stop");
                return true;
            }

            @Override
            public void close() {
                throw new IllegalStateException("broken pipe");
            }
        });

        try (stream) {
            assertThat(stream.response().text()).isEqualTo("whole");
        }
    }
}
