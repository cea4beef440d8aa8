// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.spi.EventSink;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseType;

/**
 * Makes pieces of an answer of the events of ConverseStream, one answer each. The answer is complete when both
 * {@code messageStop} and {@code metadata} have come.
 */
final class BedrockStreamDecoder {
    private final @Nullable String formatTool;
    private final List<CitationsDelta> citations = new ArrayList<>(0);
    private @Nullable ByteArrayOutputStream redacted;
    private int serverBlock = -1;
    private @Nullable MessageStopEvent stop;
    private boolean hasMetadata;
    private boolean done;

    /**
     * A decoder for one answer.
     *
     * @param formatTool the tool whose arguments are the text of the answer, if the model was made to answer so
     */
    BedrockStreamDecoder(@Nullable String formatTool) {
        this.formatTool = formatTool;
    }

    /** Whether the answer is complete. */
    boolean isDone() {
        return done;
    }

    void decode(ConverseStreamOutput event, EventSink sink) {
        // The SDK's classes for its events extend those of the model, and its own enum of them is made anew with each
        // call.
        if (event instanceof ContentBlockDeltaEvent delta) {
            delta(delta, sink);
        } else if (event instanceof ContentBlockStartEvent start) {
            start(start, sink);
        } else if (event instanceof MessageStopEvent end) {
            stop = end;
            finishWhenComplete(sink);
        } else if (event instanceof ConverseStreamMetadataEvent metadata) {
            metadata(metadata, sink);
        } else if (redacted != null) {
            closeRedacted(sink); // contentBlockStop
        }
    }

    private void start(ContentBlockStartEvent event, EventSink sink) {
        ContentBlockStart start = event.start();
        if (start == null || start.type() == null) {
            return; // nothing begins that is not told by its deltas
        }
        ToolUseBlockStart tool = start.toolUse();
        if (tool == null || tool.type() == ToolUseType.SERVER_TOOL_USE) {
            serverBlock = index(event.contentBlockIndex());
            unknown(start.type().name(), BedrockJson.text(start), sink);
        } else if (formatTool == null || !formatTool.equals(tool.name())) {
            sink.toolCallFragment(index(event.contentBlockIndex()), tool.toolUseId(), tool.name(), "");
        }
    }

    private void delta(ContentBlockDeltaEvent event, EventSink sink) {
        ContentBlockDelta delta = event.delta();
        if (delta == null) {
            return;
        }
        String text = delta.text();
        if (text != null) {
            sink.text(text);
            return;
        }
        switch (delta.type()) {
            case TOOL_USE ->
                toolInput(index(event.contentBlockIndex()), delta.toolUse().input(), sink);
            case REASONING_CONTENT -> reasoning(delta.reasoningContent(), sink);
            case CITATION -> citations.add(delta.citation());
            default -> unknown(delta.type().name(), BedrockJson.text(delta), sink);
        }
    }

    private void toolInput(int index, @Nullable String json, EventSink sink) {
        if (json == null || index == serverBlock) {
            return;
        }
        if (formatTool == null) {
            sink.toolCallFragment(index, null, null, json);
        } else {
            sink.text(json); // the format's tool is the only one then
        }
    }

    private void reasoning(ReasoningContentBlockDelta delta, EventSink sink) {
        if (delta.text() != null) {
            sink.thinking(delta.text());
        }
        if (delta.signature() != null && !delta.signature().isEmpty()) {
            sink.thinkingSignature(delta.signature());
        }
        SdkBytes encrypted = delta.redactedContent();
        if (encrypted != null) {
            if (redacted == null) {
                redacted = new ByteArrayOutputStream();
            }
            redacted.writeBytes(encrypted.asByteArrayUnsafe());
        }
    }

    private void closeRedacted(EventSink sink) {
        if (redacted != null) {
            sink.content(new Content.RedactedThinking(Base64.getEncoder().encodeToString(redacted.toByteArray())));
            redacted = null;
        }
    }

    static void unknown(String kind, String json, EventSink sink) {
        if (kind.equals("UNKNOWN_TO_SDK_VERSION")) {
            sink.warning(
                    new ChatWarning(
                            "unknown-content",
                            "The answer holds content of a kind that this version of the AWS SDK does not know; it was left out."));
        } else {
            sink.content(new Content.Unknown(kind.toLowerCase(Locale.ROOT), json));
        }
    }

    private void metadata(ConverseStreamMetadataEvent event, EventSink sink) {
        BedrockMeasures.usage(event.usage(), sink);
        BedrockMeasures.latency(event.metrics() == null ? null : event.metrics().latencyMs(), sink);
        BedrockMeasures.extra("trace", event.trace(), sink);
        BedrockMeasures.extra("performanceConfig", event.performanceConfig(), sink);
        BedrockMeasures.extra("serviceTier", event.serviceTier(), sink);
        hasMetadata = true;
        finishWhenComplete(sink);
    }

    private void finishWhenComplete(EventSink sink) {
        MessageStopEvent end = stop;
        if (end == null || !hasMetadata || done) {
            return;
        }
        closeRedacted(sink);
        if (!citations.isEmpty()) {
            sink.extra("citations", BedrockJson.text(citations));
        }
        if (end.additionalModelResponseFields() != null) {
            sink.extra("additionalModelResponseFields", BedrockJson.text(end.additionalModelResponseFields()));
        }
        FinishReason reason = BedrockMeasures.finishReason(end.stopReasonAsString());
        boolean wasFormat = formatTool != null && reason == FinishReason.TOOL_CALLS;
        sink.finish(wasFormat ? FinishReason.STOP : reason, end.stopReasonAsString());
        done = true;
    }

    private static int index(@Nullable Integer blockIndex) {
        return blockIndex == null ? -1 : blockIndex;
    }
}
