// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.List;

/**
 * What a chat prompt is made of.
 *
 * @param thinking whether the model may think before it answers
 */
record Conversation(List<Turn> turns, List<ToolShape> tools, boolean thinking) {
    Conversation {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
    }

    /** Who speaks. */
    enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }

    /**
     * What one side said.
     *
     * @param thoughts what the assistant thought; empty if it did not
     * @param calls the tools that the assistant called
     */
    record Turn(Role role, String text, String thoughts, List<Call> calls) {
        Turn {
            calls = List.copyOf(calls);
        }

        static Turn of(Role role, String text) {
            return new Turn(role, text, "", List.of());
        }
    }

    /** A call of a tool, its arguments as JSON text. */
    record Call(String name, String arguments) {}
}
