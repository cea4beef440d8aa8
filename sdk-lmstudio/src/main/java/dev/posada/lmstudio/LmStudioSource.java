// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ChatWarning;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer on the OpenAI wire, with what LM Studio adds to it and takes from it. */
final class LmStudioSource implements EventSource {
    private final EventSource answer;
    private final LmStudioSink.Watch watch;
    private final List<ChatWarning> warnings;
    private @Nullable LmStudioSink sink;

    LmStudioSource(EventSource answer, LmStudioSink.Watch watch, List<ChatWarning> warnings) {
        this.answer = answer;
        this.watch = watch;
        this.warnings = warnings;
    }

    @Override
    public boolean advance(EventSink caller) {
        if (sink == null) {
            warnings.forEach(caller::warning);
            sink = new LmStudioSink(caller, watch);
        }
        return answer.advance(sink);
    }

    @Override
    public void close() {
        answer.close();
    }
}
