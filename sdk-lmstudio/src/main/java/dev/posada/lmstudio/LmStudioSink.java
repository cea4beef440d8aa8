// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.StreamInterruptedException;
import dev.posada.Timings;
import dev.posada.TokenLogprob;
import dev.posada.ToolChoice;
import dev.posada.Usage;
import dev.posada.spi.EventSink;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes between the OpenAI wire and whoever wants the answer, and straightens what is LM Studio's own: the names of tools, its
 * measurements, its finer reasons for the end, and what it leaves out without a word.
 */
final class LmStudioSink implements EventSink {
    /** How the models begin a tool call that the server could not read, and so took for words. */
    private static final List<String> TOOL_MARKS = List.of("[TOOL_REQUEST]", "<tool_call>");

    private static final int LONGEST_MARK = 14;

    /** Ends of an answer that is not complete. */
    private static final Set<String> BROKEN_OFF = Set.of("failed", "modelUnloaded");

    private final EventSink caller;
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
        this.caller = caller;
        this.watch = watch;
    }

    @Override
    public void started(@Nullable String id, @Nullable String model) {
        caller.started(id, model);
    }

    @Override
    public void text(String delta) {
        if (watch.tools() != null && !toolMark) {
            lookForToolMark(delta);
        }
        caller.text(delta);
    }

    /** A mark may be cut in two by the deltas. */
    private void lookForToolMark(String delta) {
        String seen = tail + delta;
        toolMark = TOOL_MARKS.stream().anyMatch(seen::contains);
        tail = seen.substring(Math.max(0, seen.length() - LONGEST_MARK));
    }

    @Override
    public void thinking(String delta) {
        caller.thinking(delta);
    }

    @Override
    public void thinkingSignature(String signature) {
        caller.thinkingSignature(signature);
    }

    @Override
    public void content(Content part) {
        caller.content(part);
    }

    @Override
    public void toolCall(@Nullable String id, String name, String arguments) {
        calledTool = true;
        caller.toolCall(id, original(name), arguments);
    }

    @Override
    public void toolCallFragment(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        calledTool = true;
        caller.toolCallFragment(index, id, name == null ? null : original(name), arguments);
    }

    private String original(String name) {
        ToolNames tools = watch.tools();
        return tools == null || name.isEmpty() ? name : tools.original(name);
    }

    @Override
    public void logprobs(List<TokenLogprob> tokens) {
        toldLogprobs = true;
        caller.logprobs(tokens);
    }

    @Override
    public void warning(ChatWarning warning) {
        caller.warning(warning);
    }

    @Override
    public void usage(Usage usage) {
        caller.usage(usage);
    }

    @Override
    public void timings(Timings timings) {
        caller.timings(timings);
    }

    @Override
    public void extra(String name, String json) {
        if (name.equals("stats")) {
            stats = Stats.read(json);
            if (stats.isMeasured()) {
                caller.timings(stats.timings());
            }
        }
        caller.extra(name, json);
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
        caller.finish(finer, stopReason.isEmpty() ? raw : stopReason);
    }

    private void warnOfGaps() {
        if (toolMark && !calledTool) {
            caller.warning(new ChatWarning(
                    LmStudio.TOOL_CALL_IN_TEXT,
                    "The model seems to have called a tool in a way that LM Studio could not read: the call is in the text of the"
                            + " answer. Models that were trained for tools have the capability TOOLS."));
        }
        if (watch.logprobs() && !toldLogprobs) {
            caller.warning(new ChatWarning(
                    LmStudio.NO_LOGPROBS, "Probabilities were asked for, but this version of LM Studio sent none."));
        }
    }
}
