// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.Usage;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import org.jspecify.annotations.Nullable;

/** Reads the count of tokens. What a server does not count is unknown, not zero. */
final class OpenAiUsage {
    private static final JsonNames NAMES = JsonNames.of(
            "prompt_tokens",
            "completion_tokens",
            "prompt_tokens_details",
            "completion_tokens_details",
            "cached_tokens",
            "reasoning_tokens",
            "prompt_cache_hit_tokens",
            "total_tokens");

    private @Nullable Integer prompt;
    private @Nullable Integer completion;
    private @Nullable Integer total;
    private @Nullable Integer cached;
    private @Nullable Integer reasoning;

    private OpenAiUsage() {}

    /** The usage that the cursor stands on. */
    static Usage read(JsonCursor json) {
        OpenAiUsage usage = new OpenAiUsage();
        usage.readObject(json);
        return usage.toUsage();
    }

    /** The details stand in objects of their own, or, as SGLang and DeepSeek have it, beside the others. */
    private void readObject(JsonCursor json) {
        json.beginObject();
        for (int name = json.nextName(NAMES); name != JsonCursor.END; name = json.nextName(NAMES)) {
            switch (name) {
                case 0 -> prompt = number(json);
                case 1 -> completion = number(json);
                case 2, 3 -> {
                    if (json.peek() == Kind.OBJECT) {
                        readObject(json);
                    }
                }
                case 4, 6 -> cached = number(json);
                case 5 -> reasoning = number(json);
                case 7 -> total = number(json);
                default -> json.skip();
            }
        }
    }

    private static @Nullable Integer number(JsonCursor json) {
        return json.peek() == Kind.NUMBER ? Integer.valueOf(json.intValue()) : null;
    }

    /** Rerankers count the total only, which is all prompt. */
    private Usage toUsage() {
        int out = completion == null ? 0 : completion;
        Integer in = prompt == null && total != null ? Integer.valueOf(total - out) : prompt;
        return new Usage(in == null ? 0 : in, out, cached, null, reasoning);
    }
}
