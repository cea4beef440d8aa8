// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import dev.posada.DiscoveredHost;
import java.util.Objects;

/**
 * A server that a backend takes for one of its kind.
 *
 * @param certainty how sure the backend is; where several backends claim a server, the surest wins
 * @param host what the server told of itself
 */
public record Recognition(Certainty certainty, DiscoveredHost host) {
    /** How sure a backend is that a server is of its kind; later is surer. */
    public enum Certainty {
        /** It speaks a wire that servers of many kinds speak. */
        COMPATIBLE,
        /** It answers as only servers of this kind do, and those that imitate them. */
        LIKELY,
        /** It calls itself by the name of this kind. */
        NAMED
    }

    /** Checks that both are there. */
    public Recognition {
        Objects.requireNonNull(certainty, "certainty");
        Objects.requireNonNull(host, "host");
    }
}
