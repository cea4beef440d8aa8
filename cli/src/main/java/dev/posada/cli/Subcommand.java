// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands below {@code posada} have. */
@Command(sortOptions = false, optionListHeading = "%nOptions:%n", footerHeading = "%nExamples:%n", usageHelpWidth = 100)
abstract class Subcommand implements Callable<Integer> {
    final Surroundings surroundings;

    @Mixin
    final OutputOptions reporting = new OutputOptions();

    @Option(
            names = {"-h", "--help"},
            order = 103,
            usageHelp = true,
            description = "Print this text.")
    boolean help;

    Subcommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public final Integer call() {
        if (reporting.json) {
            surroundings.notices().hold();
        }
        ExitCode code = run();
        surroundings.notices().release();
        return code.number();
    }

    /** Does the work; what it throws becomes the exit code and the report. */
    abstract ExitCode run();
}
