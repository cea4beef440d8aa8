// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import org.jspecify.annotations.Nullable;

/** What an answer took: the payload of {@code metadata}. Its parts go on as they are on the wire. */
final class StreamMetadata {
    private static final int USAGE = 0;
    private static final int METRICS = 1;
    private static final int PADDING = 2;
    private static final JsonNames NAMES = JsonNames.of("usage", "metrics", BedrockJson.PADDING);

    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int TOTAL = 2;
    private static final int CACHE_READ = 3;
    private static final int CACHE_WRITE = 4;
    private static final int CACHE_DETAILS = 5;
    private static final JsonNames USAGE_NAMES = JsonNames.of(
            "inputTokens",
            "outputTokens",
            "totalTokens",
            "cacheReadInputTokens",
            "cacheWriteInputTokens",
            "cacheDetails");

    private static final int LATENCY = 0;
    private static final JsonNames METRICS_NAMES = JsonNames.of("latencyMs");

    private StreamMetadata() {}

    static void read(JsonCursor json, EventSink sink) {
        json.beginObject();
        for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
            if (field == PADDING || json.isNull()) {
                continue;
            }
            switch (field) {
                case USAGE -> usage(json, sink);
                case METRICS -> metrics(json, sink);
                default -> BedrockJson.keep("", json, sink); // trace, performanceConfig, serviceTier and what is new
            }
        }
        json.end();
    }

    private static void usage(JsonCursor json, EventSink sink) {
        Integer input = null;
        Integer output = null;
        Integer cacheRead = null;
        Integer cacheWrite = null;
        json.beginObject();
        for (int field = json.nextName(USAGE_NAMES); field != JsonCursor.END; field = json.nextName(USAGE_NAMES)) {
            switch (field) {
                case INPUT -> input = tokens(json);
                case OUTPUT -> output = tokens(json);
                case TOTAL -> json.skip();
                case CACHE_READ -> cacheRead = tokens(json);
                case CACHE_WRITE -> cacheWrite = tokens(json);
                case CACHE_DETAILS -> BedrockJson.keep("", json, sink);
                default -> BedrockJson.keep("usage.", json, sink);
            }
        }
        BedrockMeasures.usage(input, output, cacheRead, cacheWrite, sink);
    }

    private static @Nullable Integer tokens(JsonCursor json) {
        return json.isNull() ? null : json.intValue();
    }

    private static void metrics(JsonCursor json, EventSink sink) {
        json.beginObject();
        for (int field = json.nextName(METRICS_NAMES); field != JsonCursor.END; field = json.nextName(METRICS_NAMES)) {
            if (field == LATENCY) {
                BedrockMeasures.latency(json.isNull() ? null : json.longValue(), sink);
            } else {
                BedrockJson.keep("metrics.", json, sink);
            }
        }
    }
}
