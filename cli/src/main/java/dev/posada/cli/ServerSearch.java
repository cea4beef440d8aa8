// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.DiscoveredHost;
import dev.posada.ModelHost;
import java.util.List;
import java.util.Optional;

/** Finds servers, and finds out what they are. */
interface ServerSearch {
    /** The model servers on this machine. */
    List<DiscoveredHost> discover();

    /**
     * What the server at an address is; empty if it is of no kind that is known here.
     *
     * @throws dev.posada.PosadaException if no server answers there
     */
    Optional<DiscoveredHost> detect(String address);

    /** The search that asks the servers. */
    static ServerSearch real() {
        return new ServerSearch() {
            @Override
            public List<DiscoveredHost> discover() {
                return ModelHost.discover();
            }

            @Override
            public Optional<DiscoveredHost> detect(String address) {
                return ModelHost.detect(address);
            }
        };
    }
}
