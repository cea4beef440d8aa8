// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ChatWarning;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chat answer about which there is more to say than the server says. */
final class ChatSource implements EventSource {
    private final EventSource source;
    private final List<ChatWarning> warnings;
    private final boolean toolRequired;
    private @Nullable ToolChoiceSink watching;

    /**
     * An answer.
     *
     * @param warnings what the caller should know before it
     * @param toolRequired whether the answer must call a tool
     */
    ChatSource(EventSource source, List<ChatWarning> warnings, boolean toolRequired) {
        this.source = source;
        this.warnings = warnings;
        this.toolRequired = toolRequired;
    }

    /** The sink takes a warning once, however often it is told. */
    @Override
    public boolean advance(EventSink sink) {
        warnings.forEach(sink::warning);
        return source.advance(toolRequired ? watching(sink) : sink);
    }

    private EventSink watching(EventSink sink) {
        if (watching == null) {
            watching = new ToolChoiceSink(sink);
        }
        return watching;
    }

    @Override
    public void close() {
        source.close();
    }
}
