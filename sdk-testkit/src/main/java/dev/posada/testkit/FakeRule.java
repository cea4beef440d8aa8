// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.ChatRequest;
import dev.posada.PosadaException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A condition on requests that waits for its answer; {@link FakeHost#when} gives one. Each method gives back the host, for
 * the next line of the script.
 */
public final class FakeRule {
    private final FakeHost host;
    private final String description;
    private final Predicate<ChatRequest> condition;

    FakeRule(FakeHost host, String description, Predicate<ChatRequest> condition) {
        this.host = host;
        this.description = description;
        this.condition = condition;
    }

    /** Answers with words, each piece as an event of its own. */
    public FakeHost says(String... pieces) {
        return answers(FakeAnswer.saying(pieces));
    }

    /** Answers with a wish to have a tool called. */
    public FakeHost calls(String tool, String arguments) {
        return answers(FakeAnswer.calling(tool, arguments));
    }

    /** Fails before an answer begins. */
    public FakeHost fails(Supplier<? extends PosadaException> failure) {
        return answers(FakeAnswer.failing(failure));
    }

    /** Gives these answers one after the other, and the last of them again and again. */
    public FakeHost answers(FakeAnswer... answers) {
        host.script().add(description, condition, List.of(answers));
        return host;
    }
}
