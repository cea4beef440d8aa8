// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.CancelledException;
import dev.posada.ChatWarning;
import dev.posada.ContextLengthExceededException;
import dev.posada.FinishReason;
import dev.posada.InvalidRequestException;
import dev.posada.Timings;
import dev.posada.Usage;
import dev.posada.spi.Call;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.time.Duration;
import java.util.function.Function;

/** The events of one answer, each computed when it is asked for, in the thread that asks. */
final class EmbeddedSource implements EventSource {
    /** The code of the warning that an answer in a given form was brought to its end early. */
    static final String SHORTENED = "answer-shortened";

    private final Embedded host;
    private final String model;
    private final AnswerPlan plan;
    private final Call call;
    private final long begin = System.nanoTime();
    private final Duration load;
    private final SinkListener listener;
    private final TextRun run;
    private boolean begun;

    /**
     * Begins an answer; reads the model if it is not in memory.
     *
     * @param prompt makes the prompt with the model's tokenizer
     */
    EmbeddedSource(Embedded host, String model, AnswerPlan plan, Function<Tokenizer, Prompt> prompt, Call call) {
        this.host = host;
        this.model = model;
        this.plan = plan;
        this.call = call;
        boolean wasLoaded = host.isLoaded();
        Engine.Loaded loaded = host.loaded();
        load = wasLoaded ? Duration.ZERO : sinceBegin();
        listener = new SinkListener(plan.firstCallId());
        int[] tokens = prompt.apply(loaded.model().tokenizer()).tokens();
        int room = loaded.model().shape().window() - tokens.length;
        requireFit(tokens.length, room);
        TokenChooser chooser = chooser(loaded, Math.min(room, plan.mostTokens()));
        run = new TextRun(
                loaded.model().tokenizer(),
                new TokenRun(loaded.model(), loaded.sessions(), tokens, plan.mostTokens(), chooser),
                plan.parts(),
                new StopFilter(plan.stops()),
                plan.mostThoughts(),
                listener);
    }

    private void requireFit(int promptTokens, int room) {
        if (promptTokens == 0) {
            throw new InvalidRequestException("The prompt is empty: there is nothing to continue.", host.where(model));
        }
        if (room <= 0) {
            throw new ContextLengthExceededException(
                    "The prompt has " + promptTokens + " tokens, but the context window of " + model + " holds "
                            + (room + promptTokens) + ", the answer included. Shorten the conversation.",
                    host.where(model));
        }
    }

    private TokenChooser chooser(Engine.Loaded loaded, int mostTokens) {
        Sampler sampler = new Sampler(plan.sampling());
        if (plan.grammar() == null) {
            return TokenChooser.free(sampler);
        }
        GrammarChooser chooser =
                new GrammarChooser(plan.grammar(), loaded.model().tokenizer(), loaded.byteTokens(), sampler);
        if (chooser.leastTokens() > mostTokens) {
            throw new InvalidRequestException(
                    "The shortest answer that the output format or tool choice allows takes " + chooser.leastTokens()
                            + " tokens, but only " + mostTokens + " may be written. Raise maxTokens, or shorten the"
                            + " conversation.",
                    host.where(model));
        }
        return chooser;
    }

    @Override
    public boolean advance(EventSink sink) {
        call.ensureRunning();
        if (host.isClosed()) {
            throw new CancelledException("The host was closed before the answer was complete.", host.where(model));
        }
        if (!begun) {
            begun = true;
            sink.started(null, model);
            plan.warnings().forEach(sink::warning);
        }
        listener.passOnTo(sink);
        if (run.advance()) {
            call.progress();
            return true;
        }
        finish(sink);
        return false;
    }

    private void finish(EventSink sink) {
        TokenRun tokens = run.tokens();
        if (tokens.isCutShort()) {
            sink.warning(new ChatWarning(
                    SHORTENED,
                    "The answer was brought to an end in the shortest way that its form allows, because no more tokens were"
                            + " left. Raise maxTokens, or ask for less."));
        }
        sink.usage(new Usage(
                tokens.promptTokens(), tokens.outputTokens(), tokens.cachedTokens(), null, run.thoughtTokens()));
        sink.timings(Timings.of(
                sinceBegin(), load, Duration.ofNanos(run.promptNanos()), Duration.ofNanos(run.answerNanos())));
        switch (run.end()) {
            case DONE -> sink.finish(FinishReason.STOP, tokens.isCutShort() ? "shortened" : "stop");
            case STOP_TEXT -> sink.finish(FinishReason.STOP, "stop-text");
            case LENGTH -> sink.finish(FinishReason.LENGTH, "length");
        }
    }

    private Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        run.close();
    }
}
