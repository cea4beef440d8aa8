// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.StreamInterruptedException;
import dev.posada.TokenLogprob;
import dev.posada.ToolChoice;
import dev.posada.spi.EventSink;
import dev.posada.spi.ForwardingEventSink;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes between the OpenAI wire and whoever wants the answer, and straightens what is LM Studio's own: the names of tools, its
 * measurements, its finer reasons for the end, and what it leaves out without a word.
 */
final class LmStudioSink extends ForwardingEventSink {
    /** How the models begin a tool call that the server could not read, and so took for words. */
    private static final List<String> TOOL_MARKS = List.of("[TOOL_REQUEST]", "<tool_call>");

    private static final int LONGEST_MARK = 14;

    /** Ends of an answer that is not complete. */
    private static final Set<String> BROKEN_OFF = Set.of("failed", "modelUnloaded");

    private final Watch watch;
    private boolean calledTool;
    private boolean toldLogprobs;
    private boolean toolMark;
    private String tail = "";
    private Stats stats = Stats.NONE;

    /**
     * What to look out for in an answer. Immutable and thread-safe.
     *
     * @param tools the tools of the request, or {@code null} if the model may call none
     * @param logprobs whether probabilities were asked for
     */
    record Watch(@Nullable ToolNames tools, boolean logprobs) {
        static Watch of(ChatRequest request) {
            boolean mayCall = !request.tools().isEmpty() && request.toolChoice().mode() != ToolChoice.Mode.NONE;
            return new Watch(
                    mayCall ? new ToolNames(request) : null,
                    request.topLogprobs().isPresent());
        }

        static Watch nothing() {
            return new Watch(null, false);
        }
    }

    LmStudioSink(EventSink caller, Watch watch) {
        super(caller);
        this.watch = watch;
    }

    @Override
    public void text(String delta) {
        if (watch.tools() != null && !toolMark) {
            lookForToolMark(delta);
        }
        super.text(delta);
    }

    /** A mark may be cut in two by the deltas. */
    private void lookForToolMark(String delta) {
        String seen = tail + delta;
        toolMark = TOOL_MARKS.stream().anyMatch(seen::contains);
        tail = seen.substring(Math.max(0, seen.length() - LONGEST_MARK));
    }

    @Override
    public void toolCall(@Nullable String id, String name, String arguments) {
        calledTool = true;
        super.toolCall(id, original(name), arguments);
    }

    @Override
    public void toolCallFragment(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        calledTool = true;
        super.toolCallFragment(index, id, name == null ? null : original(name), arguments);
    }

    private String original(String name) {
        ToolNames tools = watch.tools();
        return tools == null || name.isEmpty() ? name : tools.original(name);
    }

    @Override
    public void logprobs(List<TokenLogprob> tokens) {
        toldLogprobs = true;
        super.logprobs(tokens);
    }

    @Override
    public void extra(String name, String json) {
        if (name.equals("stats")) {
            stats = Stats.read(json);
            if (stats.isMeasured()) {
                timings(stats.timings());
            }
        }
        super.extra(name, json);
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
        String stopReason = stats.stopReason();
        if (BROKEN_OFF.contains(stopReason)) {
            throw new StreamInterruptedException(
                    "LM Studio ended the answer before it was complete: " + stopReason
                            + ". See its log: `lms log stream`.",
                    ErrorDetails.none(),
                    null);
        }
        warnOfGaps();
        FinishReason finer = stopReason.equals("contextLengthReached") ? FinishReason.LENGTH : reason;
        super.finish(finer, stopReason.isEmpty() ? raw : stopReason);
    }

    private void warnOfGaps() {
        if (toolMark && !calledTool) {
            warning(new ChatWarning(
                    LmStudio.TOOL_CALL_IN_TEXT,
                    "The model seems to have called a tool in a way that LM Studio could not read: the call is in the text of the"
                            + " answer. Models that were trained for tools have the capability TOOLS."));
        }
        if (watch.logprobs() && !toldLogprobs) {
            warning(new ChatWarning(
                    LmStudio.NO_LOGPROBS, "Probabilities were asked for, but this version of LM Studio sent none."));
        }
    }
}
