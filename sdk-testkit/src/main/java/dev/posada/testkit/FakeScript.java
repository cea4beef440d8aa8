// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.ChatRequest;
import dev.posada.Content;
import dev.posada.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The answers that a fake host has ready, what it was asked, and which of its answers are being read. Thread-safe. */
final class FakeScript {
    /** Answers for the requests that match; the last one is given again and again. */
    private static final class Rule {
        private final String description;
        private final Predicate<ChatRequest> condition;
        private final Queue<FakeAnswer> answers;
        private int given;

        Rule(String description, Predicate<ChatRequest> condition, List<FakeAnswer> answers) {
            this.description = description;
            this.condition = condition;
            this.answers = new ArrayDeque<>(answers);
        }

        FakeAnswer next() {
            given++;
            return answers.size() > 1 ? answers.remove() : answers.element();
        }

        @Override
        public String toString() {
            return "when " + description + (given == 0 ? " (never matched): " : " (matched " + given + " times): ")
                    + answers.element();
        }
    }

    /** What was asked of which model. */
    private record Question(String model, ChatRequest request) {}

    private final Queue<FakeAnswer> inOrder = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final List<String> unscripted = new CopyOnWriteArrayList<>();
    private final Set<FakeSource> open = ConcurrentHashMap.newKeySet();
    private int scripted;

    synchronized void add(List<FakeAnswer> answers) {
        inOrder.addAll(answers);
        scripted += answers.size();
    }

    synchronized void add(String description, Predicate<ChatRequest> condition, List<FakeAnswer> answers) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("The rule \"when " + description + "\" has no answer.");
        }
        rules.add(new Rule(description, condition, answers));
    }

    /** The answer to a request, which is written down. */
    synchronized FakeAnswer answer(String model, ChatRequest request) {
        questions.add(new Question(model, request));
        for (Rule rule : rules) {
            if (rule.condition.test(request)) {
                return rule.next();
            }
        }
        FakeAnswer next = inOrder.poll();
        if (next == null) {
            String complaint = complaint(model, request);
            unscripted.add(complaint);
            throw new AssertionError(complaint);
        }
        return next;
    }

    private String complaint(String model, ChatRequest request) {
        StringBuilder text = new StringBuilder("No answer is scripted for request ")
                .append(questions.size())
                .append(", to the model ")
                .append(model)
                .append(":\n");
        request.messages()
                .forEach(message -> text.append("  ").append(told(message)).append('\n'));
        if (!request.tools().isEmpty()) {
            text.append("  tools: ")
                    .append(request.tools().stream().map(tool -> tool.name()).toList())
                    .append('\n');
        }
        text.append("Scripted: ").append(scripted).append(" answers in order, all of them given");
        rules.forEach(rule -> text.append("\n  ").append(rule));
        return text.append("\nScript one more, for example host.says(\"…\") or host.when(…).says(\"…\").")
                .toString();
    }

    private static String told(Message message) {
        String role = message.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        String parts = message.content().stream().map(FakeScript::told).collect(Collectors.joining(" "));
        return role + ": " + parts;
    }

    private static String told(Content part) {
        if (part instanceof Content.Text words) {
            return words.text();
        }
        return part instanceof Content.ToolCall call
                ? "[calls " + call.name() + "(" + call.arguments() + ")]"
                : "[" + part.getClass().getSimpleName() + "]";
    }

    List<ChatRequest> requests() {
        return questions.stream().map(Question::request).toList();
    }

    List<String> models() {
        return questions.stream().map(Question::model).toList();
    }

    /** Fails if what was scripted and what was asked differ. */
    synchronized void verify() {
        if (!unscripted.isEmpty()) {
            throw new AssertionError(String.join("\n\n", unscripted));
        }
        if (!inOrder.isEmpty()) {
            throw new AssertionError(inOrder.size() + " of " + scripted
                    + " scripted answers were never asked for: " + inOrder + ". There were " + questions.size()
                    + " requests.");
        }
        rules.stream().filter(rule -> rule.given == 0).findFirst().ifPresent(rule -> {
            throw new AssertionError("No request matched the rule \"" + rule + "\".");
        });
    }

    void opened(FakeSource source) {
        open.add(source);
    }

    void closed(FakeSource source) {
        open.remove(source);
    }

    int openAnswers() {
        return open.size();
    }

    void cutOffAll() {
        open.forEach(FakeSource::cutOff);
    }
}
