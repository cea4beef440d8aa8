// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a listener hears: pieces of the same kind joined, so that it does not matter how a text was cut. */
final class RecordedAnswer implements AnswerListener {
    private final List<String> parts = new ArrayList<>();
    private String kind = "";

    private void add(String newKind, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("An empty piece of " + newKind);
        }
        if (newKind.equals(kind)) {
            parts.set(parts.size() - 1, parts.get(parts.size() - 1) + text);
        } else {
            parts.add(newKind + ":" + text);
        }
        kind = newKind;
    }

    @Override
    public void text(String delta) {
        add("text", delta);
    }

    @Override
    public void thinking(String delta) {
        add("thinking", delta);
    }

    @Override
    public void callStarted(int index, String name) {
        kind = "";
        add("call " + index, name);
    }

    @Override
    public void callArguments(int index, String json) {
        add("arguments " + index, json);
    }

    @Override
    public void brokenCall(String raw) {
        kind = "";
        add("broken", raw);
    }

    List<String> parts() {
        return parts;
    }
}
