// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import java.nio.file.Path;

/** A program that starts a server and then ends, or waits to be killed. */
final class LlamaServerInAJvm {
    private LlamaServerInAJvm() {}

    public static void main(String[] arguments) throws Exception {
        LlamaServer server =
                LlamaServer.builder().executable(Path.of(arguments[0])).start();
        System.out.println(server.process().pid());
        System.out.flush();
        System.in.read();
        System.exit(0);
    }
}
