// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How far a download has come.
 *
 * @param status what the host does at the moment, in its own words
 * @param digest the file that is being downloaded, or {@code null} between files
 * @param completedBytes how much of the file has come
 * @param totalBytes how large the file is; zero where that is not known
 */
public record PullProgress(String status, @Nullable String digest, long completedBytes, long totalBytes) {
    /** The file that is being downloaded. */
    public Optional<String> file() {
        return Optional.ofNullable(digest);
    }

    /** The share of the file that has come, 0 to 1, where the size is known. */
    public OptionalDouble fraction() {
        return totalBytes <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1.0, (double) completedBytes / totalBytes));
    }
}
