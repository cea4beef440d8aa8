// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.langchain4j.exception.LangChain4jException;
import dev.posada.PosadaException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs an example for {@code ./example}. The examples let failures through, as a program that is about something else should; what
 * such a failure says is enough for whoever runs one, and where in the code it happened is not.
 */
final class Launcher {
    private Launcher() {}

    /** Takes the class of the example, and its arguments. */
    public static void main(String[] args) throws Exception {
        String[] arguments = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            Throwable failure = e.getCause();
            if (failure == null || !isForPeople(failure)) {
                throw e;
            }
            System.err.println("example: " + failure.getMessage());
            System.exit(1);
        }
    }

    private static boolean isForPeople(Throwable failure) {
        return failure instanceof PosadaException
                || failure instanceof LangChain4jException
                || failure instanceof IllegalArgumentException;
    }
}
