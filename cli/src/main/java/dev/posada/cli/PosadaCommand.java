// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command above the commands. By itself it only shows what there is. */
@Command(
        name = "posada",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100,
        versionProvider = PosadaCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Asks open models, wherever they are hosted.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  posada ask \"Why is the sky blue?\"",
            "  posada chat --model llama3.2",
            "  posada hosts",
            "",
            "posada COMMAND --help tells more about a command. The answer goes to standard output and nothing",
            "else does. Exit codes: 0 answered, 1 something else went wrong, 2 usage, 3 authentication,",
            "4 model not found, 5 rate limit, 6 host unavailable, 7 timeout, 8 interrupted stream, 9 protocol,",
            "10 unsupported, 11 invalid request, 12 content blocked, 130 cancelled."
        })
final class PosadaCommand {
    /** Reads the version off the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = PosadaCommand.class.getPackage().getImplementationVersion();
            return new String[] {"posada " + (version == null ? "(not packaged)" : version)};
        }
    }
}
