// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.hosts;

import dev.posada.DiscoveredHost;
import dev.posada.ModelHost;
import dev.posada.PosadaException;
import java.util.Optional;

/**
 * Finds the model servers of this machine, and finds out what others are.
 *
 * <p>The arguments are addresses of servers, such as {@code http://gpu-box:8080}. Without one the example looks on this machine.
 */
public final class WhichServer {
    private WhichServer() {}

    /** Runs the example. */
    public static void main(String[] args) {
        if (args.length == 0) {
            here();
        }
        for (String address : args) {
            try {
                elsewhere(address);
            } catch (PosadaException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    static void here() {
        for (DiscoveredHost host : ModelHost.discover()) {
            System.out.println(host.kind() + " at " + host.uri());
            System.out.println("  version: " + host.version().orElse("not told"));
            System.out.println("  models: " + host.models() + ", in memory: " + host.loaded());
            System.out.println("  wants a key: " + host.needsKey());
        }
    }

    static void elsewhere(String address) {
        Optional<DiscoveredHost> found = ModelHost.detect(address);
        if (found.isPresent() && !found.get().needsKey()) {
            try (ModelHost host = ModelHost.open(found.get().uri())) {
                System.out.println(host.uri() + " has " + host.models());
            }
        }
    }
}
