// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.Timings;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server has measured for one answer. Times come in milliseconds with a fraction; rates are not read, since for one or
 * no token they are nonsense.
 *
 * @param prompt reading the prompt, as far as it did not come from the cache
 * @param generation writing
 * @param cached tokens of the prompt that came from the cache
 */
record LlamaCppTimings(
        @Nullable Duration prompt,
        @Nullable Duration generation,
        @Nullable Integer cached) {
    private static final JsonNames NAMES = JsonNames.of("prompt_ms", "predicted_ms", "cache_n");

    static LlamaCppTimings read(JsonCursor json) {
        Duration prompt = null;
        Duration generation = null;
        Integer cached = null;
        json.beginObject();
        for (int name = json.nextName(NAMES); name != JsonCursor.END; name = json.nextName(NAMES)) {
            if (name == JsonCursor.UNKNOWN || json.isNull()) {
                continue;
            }
            switch (name) {
                case 0 -> prompt = milliseconds(json.doubleValue());
                case 1 -> generation = milliseconds(json.doubleValue());
                default -> cached = json.intValue();
            }
        }
        return new LlamaCppTimings(prompt, generation, cached);
    }

    static Duration milliseconds(double time) {
        return Duration.ofNanos(Math.round(time * 1e6));
    }

    Timings toTimings() {
        return Timings.of(null, null, prompt, generation);
    }
}
