// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.regex.Matcher;

/** A prompt on its way to tokens: text from others, in which the names of marks mean nothing, and our own around it. */
final class Prompt {
    private final Tokenizer tokenizer;
    private final Tokens tokens = new Tokens();
    private final StringBuilder all = new StringBuilder();
    private final StringBuilder pending = new StringBuilder();

    Prompt(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Adds text in which the names of marks are the marks: that of the chat template. */
    Prompt template(String text) {
        all.append(text);
        Matcher mark = tokenizer.marks().matcher(text);
        int from = 0;
        while (mark.find()) {
            pending.append(text, from, mark.start());
            flush();
            tokens.add(tokenizer.mark(mark.group()));
            from = mark.end();
        }
        pending.append(text, from, text.length());
        return this;
    }

    /** Adds text that may come from anyone: a mark's name in it is but a name, and can't begin another turn. */
    Prompt text(String text) {
        all.append(text);
        pending.append(text);
        return this;
    }

    private void flush() {
        tokenizer.encode(pending.toString(), tokens);
        pending.setLength(0);
    }

    int[] tokens() {
        flush();
        return tokens.toArray();
    }

    /** The whole prompt as text. */
    @Override
    public String toString() {
        return all.toString();
    }
}
