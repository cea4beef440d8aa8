// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.util.Optional;

/** Puts what the user says together from lines: a backslash at the end goes on, triple quotes hold a block. */
final class TurnReader {
    private static final String PROMPT = "> ";
    private static final String MORE = ". ";
    private static final String QUOTES = "\"\"\"";

    private final LineSource lines;
    private final Notices notices;

    TurnReader(LineSource lines, Notices notices) {
        this.lines = lines;
        this.notices = notices;
    }

    /**
     * What the user says next.
     *
     * @return the text, blank for nothing; empty if the user leaves: at the end of input, or with Ctrl-C twice
     */
    Optional<String> next() {
        boolean leaving = false;
        while (true) {
            LineSource.Line line = lines.read(PROMPT);
            if (line instanceof LineSource.Text first) {
                Optional<String> whole = whole(first.text());
                if (whole.isPresent()) {
                    return whole;
                }
                leaving = false;
            } else if (line instanceof LineSource.Interrupted interrupted && !(interrupted.empty() && leaving)) {
                leaving = interrupted.empty();
                if (leaving) {
                    notices.say("Ctrl-C once more leaves, and so does Ctrl-D.");
                }
            } else {
                return Optional.empty();
            }
        }
    }

    /** The text that begins with a line; empty if the user gave it up with Ctrl-C. */
    private Optional<String> whole(String first) {
        if (first.stripLeading().startsWith(QUOTES)) {
            return block(first.stripLeading().substring(QUOTES.length()));
        }
        StringBuilder text = new StringBuilder(first);
        while (text.length() > 0 && text.charAt(text.length() - 1) == '\\') {
            text.setLength(text.length() - 1);
            LineSource.Line line = lines.read(MORE);
            if (line instanceof LineSource.Interrupted) {
                return Optional.empty();
            }
            text.append('\n').append(line instanceof LineSource.Text more ? more.text() : "");
        }
        return Optional.of(text.toString());
    }

    private Optional<String> block(String first) {
        StringBuilder text = new StringBuilder(first);
        while (!text.toString().stripTrailing().endsWith(QUOTES)) {
            LineSource.Line line = lines.read(MORE);
            if (line instanceof LineSource.Interrupted) {
                return Optional.empty();
            }
            if (line instanceof LineSource.End) {
                return Optional.of(text.toString().strip());
            }
            text.append('\n').append(((LineSource.Text) line).text());
        }
        String whole = text.toString().stripTrailing();
        return Optional.of(whole.substring(0, whole.length() - QUOTES.length()).strip());
    }
}
