// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.Timings;
import dev.posada.TokenLogprob;
import dev.posada.Usage;
import dev.posada.spi.EventSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a model answers in words though it must call a tool: with some chat templates the server does not enforce that
 * (llama.cpp issue 27217).
 */
final class ToolChoiceSink implements EventSink {
    /** The name of the warning. */
    static final String NOT_CALLED = "tool-not-called";

    private final EventSink sink;
    private boolean called;

    ToolChoiceSink(EventSink sink) {
        this.sink = sink;
    }

    @Override
    public void started(@Nullable String id, @Nullable String model) {
        sink.started(id, model);
    }

    @Override
    public void text(String delta) {
        sink.text(delta);
    }

    @Override
    public void thinking(String delta) {
        sink.thinking(delta);
    }

    @Override
    public void thinkingSignature(String signature) {
        sink.thinkingSignature(signature);
    }

    @Override
    public void content(Content part) {
        sink.content(part);
    }

    @Override
    public void toolCall(@Nullable String id, String name, String arguments) {
        called = true;
        sink.toolCall(id, name, arguments);
    }

    @Override
    public void toolCallFragment(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        called = true;
        sink.toolCallFragment(index, id, name, arguments);
    }

    @Override
    public void logprobs(List<TokenLogprob> tokens) {
        sink.logprobs(tokens);
    }

    @Override
    public void warning(ChatWarning warning) {
        sink.warning(warning);
    }

    @Override
    public void usage(Usage usage) {
        sink.usage(usage);
    }

    @Override
    public void timings(Timings timings) {
        sink.timings(timings);
    }

    @Override
    public void extra(String name, String json) {
        sink.extra(name, json);
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
        if (!called) {
            sink.warning(
                    new ChatWarning(
                            NOT_CALLED,
                            "The model was to call a tool and did not: llama-server can't enforce that with the model's chat template."));
        }
        sink.finish(reason, raw);
    }
}
