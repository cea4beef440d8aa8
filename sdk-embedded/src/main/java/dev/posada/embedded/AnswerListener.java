// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/** Hears of the parts of an answer as they become certain. */
interface AnswerListener {
    /** The next words of the answer; never empty. */
    void text(String delta);

    /** The next words of the thoughts; never empty. */
    void thinking(String delta);

    /** A call of a tool has begun; calls are counted from 0. */
    void callStarted(int index, String name);

    /** The next part of the arguments of a call that has begun; never empty. */
    void callArguments(int index, String json);

    /** What should have been a call names no tool. */
    void brokenCall(String raw);

    /** Nothing more comes. */
    default void finished() {}
}
