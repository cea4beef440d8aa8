// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.spi.Environment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.Charset;

/**
 * What a command sees of the world. Tests hand in their own.
 *
 * @param input standard input
 * @param output standard output
 * @param notices standard error
 * @param terminals which of the three are terminals
 * @param environment the environment variables
 * @param servers finds model servers, and finds out what they are
 * @param interruption how the command is told to stop
 */
record Surroundings(
        StandardInput input,
        Output output,
        Notices notices,
        Terminals terminals,
        Environment environment,
        ServerSearch servers,
        Interruption interruption) {

    static Surroundings ofThisProcess(Interruption interruption) {
        Terminals terminals = Terminals.ofThisProcess();
        Charset charset = Terminals.charset();
        return new Surroundings(
                StandardInput.ofThisProcess(),
                new Output(new FileOutputStream(FileDescriptor.out), terminals.output(), charset),
                new Notices(new FileOutputStream(FileDescriptor.err), terminals.error(), charset),
                terminals,
                Environment.system(),
                ServerSearch.real(),
                interruption);
    }

    /** Whether the user sees colours on standard output and has not asked to be spared them. */
    boolean outputInColour() {
        boolean dumb = environment.get("TERM").filter("dumb"::equals).isPresent();
        return terminals.output() && !dumb && environment.get("NO_COLOR").isEmpty();
    }
}
