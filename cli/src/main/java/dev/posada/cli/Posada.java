// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Starts the {@code posada} command. */
public final class Posada {
    private Posada() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Interruption interruption = Interruption.ofThisProcess();
        int exitCode = run(Surroundings.ofThisProcess(interruption), arguments);
        interruption.commandEnded();
        System.exit(exitCode);
    }

    /** Runs the command and gives its exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        Output output = surroundings.output();
        Notices notices = surroundings.notices();
        List<String> words = Arrays.asList(arguments);
        FailureReport report = new FailureReport(output, notices);
        CommandLine line = commandLine(surroundings, words)
                .setColorScheme(Help.defaultColorScheme(surroundings.outputInColour() ? Ansi.ON : Ansi.OFF))
                .setOut(output.printWriter())
                .setErr(notices.printWriter())
                .setParameterExceptionHandler((failure, all) -> report.usage(failure, words))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> report.failure(failure, reporting(command)));
        try {
            return line.execute(arguments);
        } catch (Error e) {
            // Picocli hands on only exceptions. Whoever runs the command must learn of a lack of memory in the same
            // way.
            return report.failure(e, OutputOptions.of(words));
        }
    }

    private static OutputOptions reporting(CommandLine command) {
        return command.getCommand() instanceof Subcommand one ? one.reporting : new OutputOptions();
    }

    /**
     * The commands. Reading their annotations takes most of the time until a command starts, so where the first word names one
     * only that one is set up.
     */
    private static CommandLine commandLine(Surroundings surroundings, List<String> words) {
        CommandLine line = new CommandLine(new PosadaCommand());
        Map<String, Supplier<Object>> commands = commands(surroundings);
        Supplier<Object> named = words.isEmpty() ? null : commands.get(words.get(0));
        if (words.equals(List.of("--version"))) {
            return line;
        }
        if (named == null) {
            commands.values().forEach(command -> line.addSubcommand(command.get()));
            line.addSubcommand(new AutoComplete.GenerateCompletion()).addSubcommand(new CommandLine.HelpCommand());
        } else {
            line.addSubcommand(named.get());
        }
        // A prompt may begin with @; picocli would take it for a file of arguments.
        return line.setExpandAtFiles(false);
    }

    private static Map<String, Supplier<Object>> commands(Surroundings surroundings) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("ask", () -> new AskCommand(surroundings));
        commands.put("chat", () -> new ChatCommand(surroundings));
        commands.put("hosts", () -> new HostsCommand(surroundings));
        commands.put("models", () -> new ModelsCommand(surroundings));
        commands.put("pull", () -> new PullCommand(surroundings));
        commands.put("embed", () -> new EmbedCommand(surroundings));
        return commands;
    }
}
