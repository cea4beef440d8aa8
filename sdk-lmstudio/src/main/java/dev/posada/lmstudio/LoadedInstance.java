// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A model in the memory of LM Studio. One model may be in memory several times, each time with other settings; requests
 * that name the model go to the first of them.
 *
 * @param id names the instance; requests may name it instead of the model
 * @param model the model's key
 * @param contextTokens how many tokens of prompt and answer fit together, or {@code null} where the server does not tell
 * @param loading how long it took to load, or {@code null} where it was loaded before
 * @param json the settings with which it was loaded, as JSON text
 */
public record LoadedInstance(
        String id,
        String model,
        @Nullable Integer contextTokens,
        @Nullable Duration loading,
        String json) {
    /** How many tokens really fit: usually far fewer than the model could do. */
    public OptionalInt contextWindow() {
        return contextTokens == null ? OptionalInt.empty() : OptionalInt.of(contextTokens);
    }

    /** How long it took to load, if this call has loaded it. */
    public Optional<Duration> loadTime() {
        return Optional.ofNullable(loading);
    }
}
