// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** How a command reports. */
final class OutputOptions {
    @Option(names = "--json", order = 101, description = "Print one JSON object; a failure is one on standard error.")
    boolean json;

    @Option(names = "--debug", order = 102, description = "Print the stack trace of a failure.")
    boolean debug;

    /** Reads them off a command line that could not be understood. */
    static OutputOptions of(List<String> words) {
        int end = words.indexOf("--");
        List<String> options = end < 0 ? words : words.subList(0, end);
        OutputOptions found = new OutputOptions();
        found.json = options.contains("--json");
        found.debug = options.contains("--debug");
        return found;
    }
}
