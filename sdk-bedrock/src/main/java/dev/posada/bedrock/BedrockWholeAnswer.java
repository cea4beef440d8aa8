// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.CitationGeneratedContent;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseType;

/** One answer of Converse, which comes in one piece. */
final class BedrockWholeAnswer implements EventSource {
    private final ConverseResponse response;
    private final @Nullable String formatTool;
    private final List<ChatWarning> requestWarnings;

    /**
     * The source of an answer.
     *
     * @param formatTool the tool whose arguments are the text of the answer, if the model was made to answer so
     * @param requestWarnings what the caller should know of how the request was put into Bedrock's words
     */
    BedrockWholeAnswer(ConverseResponse response, @Nullable String formatTool, List<ChatWarning> requestWarnings) {
        this.response = response;
        this.formatTool = formatTool;
        this.requestWarnings = requestWarnings;
    }

    @Override
    public boolean advance(EventSink sink) {
        if (response.stopReasonAsString() == null
                || response.output() == null
                || response.output().message() == null) {
            return false; // not the answer of Converse, or not the whole of it
        }
        sink.started(
                response.responseMetadata() == null
                        ? null
                        : response.responseMetadata().requestId(),
                null);
        requestWarnings.forEach(sink::warning);
        response.output().message().content().forEach(block -> content(block, sink));
        BedrockMeasures.usage(response.usage(), sink);
        BedrockMeasures.latency(
                response.metrics() == null ? null : response.metrics().latencyMs(), sink);
        BedrockMeasures.extra("trace", response.trace(), sink);
        BedrockMeasures.extra("performanceConfig", response.performanceConfig(), sink);
        BedrockMeasures.extra("serviceTier", response.serviceTier(), sink);
        if (response.additionalModelResponseFields() != null) {
            sink.extra("additionalModelResponseFields", BedrockJson.text(response.additionalModelResponseFields()));
        }
        FinishReason reason = BedrockMeasures.finishReason(response.stopReasonAsString());
        boolean wasFormat = formatTool != null && reason == FinishReason.TOOL_CALLS;
        sink.finish(wasFormat ? FinishReason.STOP : reason, response.stopReasonAsString());
        return true;
    }

    private void content(ContentBlock block, EventSink sink) {
        switch (block.type()) {
            case TEXT -> sink.text(block.text());
            case TOOL_USE -> toolUse(block, block.toolUse(), sink);
            case REASONING_CONTENT -> reasoning(block.reasoningContent(), sink);
            case CITATIONS_CONTENT -> citations(block.citationsContent(), sink);
            default -> unknown(block, sink);
        }
    }

    private void toolUse(ContentBlock block, ToolUseBlock tool, EventSink sink) {
        if (tool.type() == ToolUseType.SERVER_TOOL_USE) {
            unknown(block, sink);
            return;
        }
        String arguments = tool.input() == null ? "" : BedrockJson.text(tool.input());
        if (formatTool != null && formatTool.equals(tool.name())) {
            sink.text(arguments);
        } else {
            sink.toolCall(tool.toolUseId(), tool.name() == null ? "" : tool.name(), arguments);
        }
    }

    private static void unknown(ContentBlock block, EventSink sink) {
        if (block.type() == ContentBlock.Type.UNKNOWN_TO_SDK_VERSION) {
            sink.warning(
                    new ChatWarning(
                            "unknown-content",
                            "The answer holds content of a kind that this version of the AWS SDK does not know; it was left out."));
        } else {
            sink.content(new Content.Unknown(block.type().name().toLowerCase(Locale.ROOT), BedrockJson.text(block)));
        }
    }

    private static void reasoning(ReasoningContentBlock block, EventSink sink) {
        if (block.reasoningText() != null) {
            if (block.reasoningText().text() != null) {
                sink.thinking(block.reasoningText().text());
            }
            if (block.reasoningText().signature() != null) {
                sink.thinkingSignature(block.reasoningText().signature());
            }
        }
        if (block.redactedContent() != null) {
            sink.content(new Content.RedactedThinking(
                    Base64.getEncoder().encodeToString(block.redactedContent().asByteArrayUnsafe())));
        }
    }

    private static void citations(CitationsContentBlock block, EventSink sink) {
        for (CitationGeneratedContent part : block.content()) {
            if (part.text() != null) {
                sink.text(part.text());
            }
        }
        sink.extra("citations", BedrockJson.text(block.citations()));
    }

    @Override
    public void close() {
        // The answer is here as a whole; its connection went back long ago.
    }
}
