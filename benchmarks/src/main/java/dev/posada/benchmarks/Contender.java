// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The program around one contestant in a JVM of its own, with no more on the class path than it needs. Takes rounds from
 * standard input, one a line, and answers each with a line of numbers.
 */
public final class Contender {
    private Contender() {}

    /**
     * Runs one contestant.
     *
     * @param args the contestant's class, the wire, the port of the stand-in server; with a fourth one the first word of an answer
     *     is all that is wanted
     */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Contestant contestant = Class.forName(args[0])
                .asSubclass(Contestant.class)
                .getDeclaredConstructor()
                .newInstance();
        Wire wire = Wire.valueOf(args[1]);
        int port = Integer.parseInt(args[2]);
        if (args.length > 3) {
            startCold(contestant.open(wire, Scenario.SHORT.url(port)));
        } else {
            takeRounds(new Round(contestant, wire, port));
        }
    }

    private static void startCold(Contestant.Client client) {
        client.stream("Why is the sky blue?", words -> {
            System.out.println(System.nanoTime());
            System.out.flush();
            System.exit(0);
            return false;
        });
    }

    private static void takeRounds(Round round) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            System.out.println("= " + take(round, command.split(" ", -1)));
            System.out.flush();
        }
        System.exit(0); // some clients keep threads that would go on for a minute
    }

    /** The numbers of a round, or nothing after a line that tells the failure. */
    private static String take(Round round, String... command) {
        try {
            return round.run(Measure.valueOf(command[0]), Integer.parseInt(command[1])).entrySet().stream()
                    .map(number -> number.getKey() + "=" + number.getValue())
                    .collect(Collectors.joining(" "));
        } catch (RuntimeException e) {
            System.out.println("! " + e);
            return "";
        }
    }
}
