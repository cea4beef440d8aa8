// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.PosadaException;
import dev.posada.Usage;
import dev.posada.spi.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FakeHost} answers: pieces that arrive one after the other, with pauses between them, and an end. An answer
 * that is not given another end finishes as one of a real host does.
 *
 * <pre>{@code
 * FakeAnswer.thinking("Lima is in Peru.").pausing(Duration.ofSeconds(2)).saying("It ", "is ", "sunny.").usage(12, 4)
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class FakeAnswer {
    private static final FakeAnswer EMPTY = new FakeAnswer(List.of(), null, Usage.unknown(), "");

    /** What happens next while an answer is played. */
    @FunctionalInterface
    interface Step {
        void play(EventSink sink, FakeSource source);
    }

    private final List<Step> steps;
    private final @Nullable FinishReason finishReason;
    private final Usage usage;
    private final String description;

    private FakeAnswer(List<Step> steps, @Nullable FinishReason finishReason, Usage usage, String description) {
        this.steps = steps;
        this.finishReason = finishReason;
        this.usage = usage;
        this.description = description;
    }

    /** Words of the answer, each piece as an event of its own. */
    public static FakeAnswer saying(String... pieces) {
        return EMPTY.thenSaying(pieces);
    }

    /** What the model thinks before it answers, each piece as an event of its own. */
    public static FakeAnswer thinking(String... pieces) {
        return EMPTY.thenThinking(pieces);
    }

    /**
     * A wish to have a tool called.
     *
     * @param tool its name
     * @param arguments JSON text, which may be wrong on purpose
     */
    public static FakeAnswer calling(String tool, String arguments) {
        return EMPTY.thenCalling(tool, arguments);
    }

    /** A silence before the answer begins. */
    public static FakeAnswer pausing(Duration time) {
        return EMPTY.thenPausing(time);
    }

    /**
     * A failure before the answer begins.
     *
     * @param failure made anew for each try, since an exception remembers the call that it ended
     */
    public static FakeAnswer failing(Supplier<? extends PosadaException> failure) {
        return EMPTY.thenFailing(failure);
    }

    /** A server that takes the request and never answers: the call ends by a timeout or by being cancelled. */
    public static FakeAnswer stalling() {
        return EMPTY.thenStalling();
    }

    /** The same with more words, each piece as an event of its own. */
    public FakeAnswer thenSaying(String... pieces) {
        FakeAnswer answer = this;
        for (String piece : pieces) {
            answer = answer.then("says \"" + piece + "\"", (sink, source) -> sink.text(piece));
        }
        return answer;
    }

    /** The same with more thinking, each piece as an event of its own. */
    public FakeAnswer thenThinking(String... pieces) {
        FakeAnswer answer = this;
        for (String piece : pieces) {
            answer = answer.then("thinks \"" + piece + "\"", (sink, source) -> sink.thinking(piece));
        }
        return answer;
    }

    /** The same with a wish to have a tool called; several of them are calls side by side. */
    public FakeAnswer thenCalling(String tool, String arguments) {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(arguments, "arguments");
        FakeAnswer answer =
                then("calls " + tool + "(" + arguments + ")", (sink, source) -> sink.toolCall(null, tool, arguments));
        return finishReason == null ? answer.finish(FinishReason.TOOL_CALLS) : answer;
    }

    /** The same with content of another kind, such as redacted thinking. */
    public FakeAnswer thenSending(Content content) {
        return then("sends " + content, (sink, source) -> sink.content(content));
    }

    /** The same with a warning. */
    public FakeAnswer thenWarning(ChatWarning warning) {
        return then("warns of " + warning.code(), (sink, source) -> sink.warning(warning));
    }

    /** The same with a silence, measured by the host's clock. */
    public FakeAnswer thenPausing(Duration time) {
        return then("pauses for " + time, (sink, source) -> source.pause(time));
    }

    /** The same, ending in a failure; what arrived before is the failure's {@link PosadaException#partialText()}. */
    public FakeAnswer thenFailing(Supplier<? extends PosadaException> failure) {
        return then("fails", (sink, source) -> {
            throw failure.get();
        });
    }

    /** The same, ending in a silence that only a timeout or a cancellation ends. */
    public FakeAnswer thenStalling() {
        return then("stalls", (sink, source) -> source.stall());
    }

    /** The same, ending as a connection that breaks does: a {@link dev.posada.StreamInterruptedException}. */
    public FakeAnswer thenBreakingOff() {
        return then("breaks off", (sink, source) -> {
            throw FakeSource.reset("The answer breaks off, as scripted.");
        });
    }

    /** The same with another reason for its end. */
    public FakeAnswer finish(FinishReason reason) {
        return new FakeAnswer(steps, Objects.requireNonNull(reason, "reason"), usage, description);
    }

    /** The same with counted tokens; without them the usage is unknown. */
    public FakeAnswer usage(int inputTokens, int outputTokens) {
        return usage(Usage.of(inputTokens, outputTokens));
    }

    /** The same with counted tokens; without them the usage is unknown. */
    public FakeAnswer usage(Usage counted) {
        return new FakeAnswer(steps, finishReason, Objects.requireNonNull(counted, "counted"), description);
    }

    private FakeAnswer then(String what, Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        String told = description.isEmpty() ? what : description + ", " + what;
        return new FakeAnswer(List.copyOf(longer), finishReason, usage, told);
    }

    /** All steps, the end included. */
    List<Step> steps() {
        FinishReason reason = finishReason == null ? FinishReason.STOP : finishReason;
        return then("ends", (sink, source) -> {
                    sink.usage(usage);
                    sink.finish(reason, null);
                })
                .steps;
    }

    @Override
    public String toString() {
        return description.isEmpty() ? "says nothing" : description;
    }
}
