// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Chooses ports; tests choose taken ones. */
@FunctionalInterface
interface PortPicker {
    int pick();

    /** Ports that are free at the moment: another program may still be faster. */
    static PortPicker free() {
        return () -> {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException("This machine has no free port.", e);
            }
        };
    }
}
