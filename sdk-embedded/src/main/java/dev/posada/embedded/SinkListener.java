// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.ChatWarning;
import dev.posada.spi.EventSink;
import org.jspecify.annotations.Nullable;

/** Passes the parts of an answer on to the sink of the moment. */
final class SinkListener implements AnswerListener {
    private final int firstCallId;
    private @Nullable EventSink sink;

    SinkListener(int firstCallId) {
        this.firstCallId = firstCallId;
    }

    void passOnTo(EventSink target) {
        sink = target;
    }

    private EventSink sink() {
        if (sink == null) {
            throw new IllegalStateException("Nobody listens.");
        }
        return sink;
    }

    @Override
    public void text(String delta) {
        sink().text(delta);
    }

    @Override
    public void thinking(String delta) {
        sink().thinking(delta);
    }

    /** Ids are counted and not drawn, so that the same request gets the same answer. */
    @Override
    public void callStarted(int index, String name) {
        sink().toolCallFragment(index, "call_" + (firstCallId + index), name, null);
    }

    @Override
    public void callArguments(int index, String json) {
        sink().toolCallFragment(index, null, null, json);
    }

    @Override
    public void brokenCall(String raw) {
        sink().text(raw);
        sink().warning(new ChatWarning(
                ChatWarning.INVALID_TOOL_ARGUMENTS,
                "The model meant to call a tool but named none; what it wrote is in the text."));
    }
}
