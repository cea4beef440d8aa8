// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.spi.Environment;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Runs the usual commands without anybody watching, so that the JVM can keep the classes that they load in an archive for
 * later starts. Whether the commands succeed does not matter.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) {
        perform("--version");
        perform("ask", "--help");
        perform("hosts");
        perform("ask", "--json", "--nonsense");
        perform("ask", "--host", HostAddress.DEMO, "--max-tokens", "8", "Hello!");
        perform("ask", "--host", HostAddress.DEMO, "--max-tokens", "8", "--json", "Hello!");
        perform("models", "--host", HostAddress.DEMO);
    }

    private static void perform(String... arguments) {
        Surroundings nobody = new Surroundings(
                new StandardInput(InputStream.nullInputStream(), false),
                new Output(OutputStream.nullOutputStream(), false),
                new Notices(OutputStream.nullOutputStream(), false),
                Terminals.none(),
                Environment.of(Map.of()),
                ServerSearch.real(),
                Interruption.ofThisThread());
        Posada.run(nobody, arguments);
    }
}
