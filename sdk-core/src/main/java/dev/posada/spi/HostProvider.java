// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import dev.posada.DiscoveredHost;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import java.time.Duration;
import java.util.List;

/**
 * Makes hosts of one kind. A backend's module names its provider in {@code META-INF/services/dev.posada.spi.HostProvider}.
 * Implementations have a public constructor without parameters and are thread-safe.
 */
public interface HostProvider {
    /** The scheme of the host URIs that this provider opens, such as {@code ollama}. */
    String scheme();

    /**
     * Opens the host that a URI names, without connecting.
     *
     * @param uri the URI, taken apart; its scheme is this provider's
     * @param environment where keys come from
     * @throws IllegalArgumentException if the URI has options or parts that this backend does not know
     */
    ModelHost open(HostUri uri, Environment environment);

    /**
     * Looks for hosts of this kind on this machine.
     *
     * @param environment where addresses and keys come from
     * @param limit how long it may take
     * @return what was found; empty if nothing runs here
     */
    default List<DiscoveredHost> discover(Environment environment, Duration limit) {
        return List.of();
    }
}
