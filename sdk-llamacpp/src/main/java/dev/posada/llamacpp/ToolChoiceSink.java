// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ChatWarning;
import dev.posada.FinishReason;
import dev.posada.spi.EventSink;
import dev.posada.spi.ForwardingEventSink;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a model answers in words though it must call a tool: with some chat templates the server does not enforce that
 * (llama.cpp issue 27217).
 */
final class ToolChoiceSink extends ForwardingEventSink {
    /** The name of the warning. */
    static final String NOT_CALLED = "tool-not-called";

    private boolean called;

    ToolChoiceSink(EventSink sink) {
        super(sink);
    }

    @Override
    public void toolCall(@Nullable String id, String name, String arguments) {
        called = true;
        super.toolCall(id, name, arguments);
    }

    @Override
    public void toolCallFragment(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        called = true;
        super.toolCallFragment(index, id, name, arguments);
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
        if (!called) {
            warning(
                    new ChatWarning(
                            NOT_CALLED,
                            "The model was to call a tool and did not: llama-server can't enforce that with the model's chat template."));
        }
        super.finish(reason, raw);
    }
}
