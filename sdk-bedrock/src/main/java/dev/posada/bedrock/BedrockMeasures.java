// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.FinishReason;
import dev.posada.Timings;
import dev.posada.Usage;
import dev.posada.spi.EventSink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** What whole answers and streams tell alike at their end. */
final class BedrockMeasures {
    private BedrockMeasures() {}

    /** Bedrock counts tokens of the prompt that went through the cache apart; here they are part of the prompt. */
    static void usage(@Nullable TokenUsage usage, EventSink sink) {
        if (usage == null) {
            return;
        }
        usage(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadInputTokens(),
                usage.cacheWriteInputTokens(),
                sink);
        if (usage.hasCacheDetails()) {
            sink.extra("cacheDetails", BedrockJson.text(usage.cacheDetails()));
        }
    }

    /** As {@link #usage(TokenUsage, EventSink)}, of numbers. */
    static void usage(
            @Nullable Integer input,
            @Nullable Integer output,
            @Nullable Integer cacheRead,
            @Nullable Integer cacheWrite,
            EventSink sink) {
        int prompt = orZero(input) + orZero(cacheRead) + orZero(cacheWrite);
        sink.usage(new Usage(prompt, orZero(output), cacheRead, cacheWrite, null));
    }

    private static int orZero(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    static void latency(@Nullable Long millis, EventSink sink) {
        if (millis != null) {
            sink.timings(Timings.of(Duration.ofMillis(millis), null, null, null));
        }
    }

    static void extra(String name, @Nullable SdkPojo value, EventSink sink) {
        if (value != null) {
            sink.extra(name, BedrockJson.text(value));
        }
    }

    /** What a stop reason means; those that are new go by as {@link FinishReason#OTHER}. */
    static FinishReason finishReason(@Nullable String stopReason) {
        return switch (String.valueOf(stopReason)) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
