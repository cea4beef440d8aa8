// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

/** A way to talk to a model, measured beside others. Has a constructor without arguments. */
public interface Contestant {
    /**
     * A client as its users would make it, used by many threads.
     *
     * @param url the server's address; the wire's path comes behind it
     */
    Client open(Wire wire, String url);

    /** A client of one server. */
    interface Client extends AutoCloseable {
        /** Asks and waits for the whole answer. */
        String chat(String prompt);

        /** Asks and takes the answer as it comes, until the reader wants no more. */
        void stream(String prompt, Words reader);

        @Override
        default void close() {}
    }

    /** Takes the words of an answer. */
    @FunctionalInterface
    interface Words {
        /** Takes the next words; false to cut the answer off. */
        boolean take(String words);
    }
}
