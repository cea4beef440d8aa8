// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.Timings;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server's measurements, which {@code /api/v0} sends with its answers.
 *
 * @param firstToken the time until the first token, which is that for the prompt
 * @param generation the time for the answer
 * @param stopReason why the answer ended, finer than the finish reason; empty if not told
 */
record Stats(@Nullable Duration firstToken, @Nullable Duration generation, String stopReason) {
    static final Stats NONE = new Stats(null, null, "");

    private static final JsonNames NAMES = JsonNames.of("time_to_first_token", "generation_time", "stop_reason");

    static Stats read(String json) {
        JsonCursor object = JsonCursor.of(json);
        if (object.peek() != JsonCursor.Kind.OBJECT) {
            return NONE;
        }
        Duration firstToken = null;
        Duration generation = null;
        String stopReason = "";
        object.beginObject();
        for (int name = object.nextName(NAMES); name != JsonCursor.END; name = object.nextName(NAMES)) {
            if (object.isNull()) {
                continue;
            }
            switch (name) {
                case 0 -> firstToken = ModelMemory.seconds(object);
                case 1 -> generation = ModelMemory.seconds(object);
                case 2 -> stopReason = object.string();
                default -> object.skip();
            }
        }
        return new Stats(firstToken, generation, stopReason);
    }

    boolean isMeasured() {
        return firstToken != null || generation != null;
    }

    Timings timings() {
        return Timings.of(null, null, firstToken, generation);
    }
}
