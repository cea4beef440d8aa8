// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.EventSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes events and the whole answer of the pieces that a backend hands in. Used by one thread at a time. */
final class Answer implements EventSink {
    /** What a piece takes besides its text, about: many small pieces fill the memory as well as a long text. */
    private static final int PIECE = 64;

    /** Events in order. Words are plain strings here: most readers want just those, and an object less per token counts. */
    private final ArrayDeque<Object> events = new ArrayDeque<>();

    private final LongSupplier nanosSinceStart;
    private final long maxCharacters;
    private final String requestedModel;

    private boolean begun;
    private boolean finished;
    private long characters;
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Long firstTokenNanos;

    private final List<Content> parts = new ArrayList<>();
    private final GrowingText words = new GrowingText();
    private boolean wordsAreThoughts;
    private @Nullable ToolCallAssembler toolCalls;

    private FinishReason finishReason = FinishReason.OTHER;
    private @Nullable String rawFinishReason;
    private Usage usage = Usage.unknown();
    private Timings timings = Timings.none();
    private final List<ChatWarning> warnings = new ArrayList<>(0);
    private final List<TokenLogprob> logprobs = new ArrayList<>(0);
    private final Map<String, String> extra = new LinkedHashMap<>(0);

    Answer(String requestedModel, long maxCharacters, LongSupplier nanosSinceStart) {
        this.requestedModel = requestedModel;
        this.maxCharacters = maxCharacters;
        this.nanosSinceStart = nanosSinceStart;
    }

    /** The next event, words being a {@link String}. */
    @Nullable
    Object poll() {
        return events.poll();
    }

    boolean hasEvents() {
        return !events.isEmpty();
    }

    void dropEvents() {
        events.clear();
    }

    /** Whether anything was handed to the caller, or is about to be: from then on the call is not tried again. */
    boolean hasBegun() {
        return begun;
    }

    boolean isFinished() {
        return finished;
    }

    /** Whether the answer is complete and every event of it was taken. */
    boolean isHandedOut() {
        return finished && events.isEmpty();
    }

    String textSoFar() {
        StringBuilder text = new StringBuilder();
        for (Content part : parts) {
            if (part instanceof Content.Text complete) {
                text.append(complete.text());
            }
        }
        return wordsAreThoughts
                ? text.toString()
                : text.append(words.toString()).toString();
    }

    /** Forgets what a failed try has said, before the next one. */
    void startOver() {
        id = null;
        model = null;
        usage = Usage.unknown();
        timings = Timings.none();
        warnings.clear();
        extra.clear();
    }

    @Override
    public void started(@Nullable String responseId, @Nullable String answeringModel) {
        if (id == null && responseId != null && !responseId.isEmpty()) {
            id = responseId;
        }
        if (model == null && answeringModel != null && !answeringModel.isEmpty()) {
            model = answeringModel;
        }
    }

    @Override
    public void text(String delta) {
        if (append(delta, false)) {
            events.add(delta);
        }
    }

    @Override
    public void thinking(String delta) {
        if (append(delta, true)) {
            events.add(new ChatEvent.ThinkingDelta(delta));
        }
    }

    private boolean append(String delta, boolean thoughts) {
        if (delta.isEmpty() || finished) {
            return false;
        }
        begin();
        if (wordsAreThoughts != thoughts) {
            count(PIECE);
            closeWords(null);
            wordsAreThoughts = thoughts;
        }
        count(delta.length());
        words.append(delta);
        return true;
    }

    @Override
    public void thinkingSignature(String signature) {
        begin();
        if (wordsAreThoughts && !words.isEmpty()) {
            closeWords(signature);
        } else {
            closeWords(null);
            parts.add(new Content.Thinking("", signature));
        }
    }

    @Override
    public void content(Content part) {
        count(PIECE);
        begin();
        closeWords(null);
        parts.add(part);
    }

    @Override
    public void toolCall(@Nullable String callId, String name, String arguments) {
        count(PIECE + arguments.length());
        begin();
        toolCalls().add(callId, name, arguments);
    }

    @Override
    public void toolCallFragment(
            int index, @Nullable String callId, @Nullable String name, @Nullable String arguments) {
        boolean mayBeginACall = callId != null || name != null;
        count((mayBeginACall ? PIECE : 0) + (arguments == null ? 0 : arguments.length()));
        begin();
        toolCalls().addFragment(index, callId, name, arguments);
    }

    private ToolCallAssembler toolCalls() {
        if (toolCalls == null) {
            toolCalls = new ToolCallAssembler(events);
        }
        return toolCalls;
    }

    @Override
    public void logprobs(List<TokenLogprob> tokens) {
        for (TokenLogprob token : tokens) {
            count(PIECE * (1 + token.alternatives().size()));
        }
        logprobs.addAll(tokens);
    }

    @Override
    public void warning(ChatWarning warning) {
        if (warnings.contains(warning)) {
            return;
        }
        warnings.add(warning);
        if (begun) {
            events.add(new ChatEvent.Warning(warning));
        }
    }

    @Override
    public void usage(Usage counted) {
        usage = counted;
    }

    @Override
    public void timings(Timings measured) {
        timings = measured;
    }

    @Override
    public void extra(String name, String json) {
        count(PIECE + json.length());
        extra.put(name, json);
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
        if (finished) {
            return;
        }
        begin();
        closeWords(null);
        if (toolCalls != null) {
            List<Content.ToolCall> calls = toolCalls.complete();
            calls.forEach(this::warnOfInvalidArguments);
            parts.addAll(calls);
        }
        boolean callsTools = toolCalls != null && reason == FinishReason.STOP;
        finishReason = callsTools ? FinishReason.TOOL_CALLS : reason;
        rawFinishReason = raw;
        finished = true;
        events.add(new ChatEvent.Finished(new ChatResponse(this)));
    }

    private void warnOfInvalidArguments(Content.ToolCall call) {
        call.argumentsProblem()
                .ifPresent(problem -> warning(new ChatWarning(
                        ChatWarning.INVALID_TOOL_ARGUMENTS,
                        "The model called the tool " + call.name() + " with arguments that are not a JSON object: "
                                + problem)));
    }

    /** Announces the answer just before its first piece, so that a try that brought nothing leaves no trace. */
    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        firstTokenNanos = nanosSinceStart.getAsLong();
        events.add(new ChatEvent.Started(id, model()));
        warnings.forEach(warning -> events.add(new ChatEvent.Warning(warning)));
    }

    private void closeWords(@Nullable String signature) {
        if (words.isEmpty()) {
            return;
        }
        String text = words.toString();
        words.clear();
        parts.add(wordsAreThoughts ? new Content.Thinking(text, signature) : new Content.Text(text));
    }

    private void count(int more) {
        characters += more;
        if (characters > maxCharacters) {
            throw new ProtocolException(
                    "The answer is longer than " + maxCharacters
                            + " characters. Raise Limits.bodyBytes if that is meant to be.",
                    ErrorDetails.none());
        }
    }

    List<Content> parts() {
        return parts;
    }

    FinishReason finishReason() {
        return finishReason;
    }

    @Nullable
    String rawFinishReason() {
        return rawFinishReason;
    }

    String model() {
        return model == null ? requestedModel : model;
    }

    @Nullable
    String id() {
        return id;
    }

    Usage usage() {
        return usage;
    }

    Timings timings() {
        return timings.firstToken(firstTokenNanos == null ? null : Duration.ofNanos(firstTokenNanos));
    }

    List<ChatWarning> warnings() {
        return warnings;
    }

    List<TokenLogprob> logprobs() {
        return logprobs;
    }

    Map<String, String> extra() {
        return extra;
    }
}
