// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import dev.posada.DiscoveredHost;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
     * Where servers of this kind listen unless told otherwise, as {@code http://localhost:1234}. Core looks for hosts there,
     * and asks this backend first what a server at one of these ports is. A backend that names none has no servers, and is
     * never asked whether one is its own.
     *
     * @param environment where addresses may be set; those come first
     */
    default List<String> usualAddresses(Environment environment) {
        return List.of();
    }

    /**
     * Asks a server whether it is of this kind, with as few plain GETs as will do and without sending a key. A server that
     * says what it is but then tells too little in time, or wants a key for more, is recognised all the same.
     *
     * @param url its address: scheme, host, port and perhaps a path, with no slash at the end
     * @param environment what else the backend goes by
     * @param limit how long it may take
     * @return what was found; empty if it is a server of another kind
     * @throws dev.posada.HostUnavailableException if nothing answers there, so that nobody else need ask
     * @throws dev.posada.TimeoutException if nothing answers there in time, so that nobody else need ask
     * @throws dev.posada.AuthenticationException if it does not tell what it is without a key
     */
    default Optional<Recognition> recognise(String url, Environment environment, Duration limit) {
        return Optional.empty();
    }

    /**
     * Looks for hosts of this kind on this machine that listen at no address; for all others {@link #usualAddresses} does.
     *
     * @param environment where addresses and keys come from
     * @param limit how long it may take
     * @return what was found; empty if nothing runs here
     */
    default List<DiscoveredHost> discover(Environment environment, Duration limit) {
        return List.of();
    }
}
