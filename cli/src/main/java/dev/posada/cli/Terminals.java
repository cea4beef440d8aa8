// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.io.Console;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which of the standard streams are terminals.
 *
 * @param input whether standard input is one
 * @param output whether standard output is one
 * @param error whether standard error is one
 */
record Terminals(boolean input, boolean output, boolean error) {
    private static final Terminals NONE = new Terminals(false, false, false);
    private static final Terminals ALL = new Terminals(true, true, true);

    /**
     * Asks the script that started the JVM, which can tell for each stream ({@code -Dposada.terminals=0,1,2}). Without it Java
     * only knows whether input and output both are.
     */
    static Terminals ofThisProcess() {
        String told = System.getProperty("posada.terminals");
        if (told == null) {
            return consoleIsThere() ? ALL : NONE;
        }
        List<String> numbers = List.of(told.split(","));
        return new Terminals(numbers.contains("0"), numbers.contains("1"), numbers.contains("2"));
    }

    /**
     * How text is to be written. UTF-8 everywhere but on Windows, whose consoles have code pages: what Java makes of a poor
     * locale elsewhere would lose letters that every terminal can show.
     */
    static Charset charset() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", "UTF-8"));
        return windows && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** Whether input and output are both terminals. */
    @SuppressWarnings("SystemConsoleNull") // JDKs that always have a console are asked what it is
    static boolean consoleIsThere() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** JDKs from 22 on have a console even where there is no terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Can't ask the console whether it is a terminal.", e);
        }
    }

    static Terminals none() {
        return NONE;
    }

    /** Whether one can hold a conversation. */
    boolean interactive() {
        return input && output;
    }
}
