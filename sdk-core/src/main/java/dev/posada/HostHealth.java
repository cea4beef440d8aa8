// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a host is.
 *
 * @param status whether it answers
 * @param serverVersion the version of its software, or {@code null} where it does not tell
 * @param detail a sentence for people: what is wrong, or what the host says of itself
 */
public record HostHealth(Status status, @Nullable String serverVersion, String detail) {
    /** Whether a host answers. */
    public enum Status {
        /** It answers. */
        UP,
        /** It answers, but loads a model still. */
        LOADING,
        /** It can't be reached, or does not answer as it should. */
        DOWN
    }

    /** The version of the host's software, where it tells. */
    public Optional<String> version() {
        return Optional.ofNullable(serverVersion);
    }

    /** Whether the host answers and is ready. */
    public boolean isUp() {
        return status == Status.UP;
    }
}
