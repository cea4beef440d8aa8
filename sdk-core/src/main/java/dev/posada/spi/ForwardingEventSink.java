// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.Timings;
import dev.posada.TokenLogprob;
import dev.posada.Usage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands every piece on to another sink: what a backend extends to look at some of the pieces, or straighten them, on their
 * way. Used by one thread at a time, as the other sink is.
 */
public abstract class ForwardingEventSink implements EventSink {
    private final EventSink target;

    /**
     * Goes before another sink.
     *
     * @param target gets what comes in
     */
    protected ForwardingEventSink(EventSink target) {
        this.target = Objects.requireNonNull(target, "target");
    }

    @Override
    public void started(@Nullable String id, @Nullable String model) {
        target.started(id, model);
    }

    @Override
    public void text(String delta) {
        target.text(delta);
    }

    @Override
    public void thinking(String delta) {
        target.thinking(delta);
    }

    @Override
    public void thinkingSignature(String signature) {
        target.thinkingSignature(signature);
    }

    @Override
    public void content(Content part) {
        target.content(part);
    }

    @Override
    public void toolCall(@Nullable String id, String name, String arguments) {
        target.toolCall(id, name, arguments);
    }

    @Override
    public void toolCallFragment(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        target.toolCallFragment(index, id, name, arguments);
    }

    @Override
    public void logprobs(List<TokenLogprob> tokens) {
        target.logprobs(tokens);
    }

    @Override
    public void warning(ChatWarning warning) {
        target.warning(warning);
    }

    @Override
    public void usage(Usage usage) {
        target.usage(usage);
    }

    @Override
    public void timings(Timings timings) {
        target.timings(timings);
    }

    @Override
    public void extra(String name, String json) {
        target.extra(name, json);
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
        target.finish(reason, raw);
    }
}
