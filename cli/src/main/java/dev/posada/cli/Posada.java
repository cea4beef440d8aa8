// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

/** Starts the {@code posada} command. */
public final class Posada {
    private Posada() {}

    /**
     * Runs the command.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.out.println("posada");
    }
}
