// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Puts the prompt together from the words on the command line and standard input: {@code -} among the words stands for
 * standard input, no words at all mean it, and with words what is piped in follows them.
 */
final class Prompt {
    /**
     * How long a pipe may be silent before a prompt on the command line goes without it. Build servers and editors leave
     * pipes open that nobody writes to.
     */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final StandardInput input;
    private final Notices notices;

    Prompt(StandardInput input, Notices notices) {
        this.input = input;
        this.notices = notices;
    }

    /**
     * The prompt.
     *
     * @throws IllegalArgumentException if there is none
     */
    String read(List<String> words) {
        String prompt = words.contains("-") ? withInputInPlace(words) : withInputAfter(words);
        if (prompt.isBlank()) {
            throw new IllegalArgumentException("There is no prompt. Write it after the command, as in"
                    + " posada ask \"Why is the sky blue?\", or pipe it in.");
        }
        return prompt;
    }

    private String withInputInPlace(List<String> words) {
        int place = words.indexOf("-");
        if (place != words.lastIndexOf("-")) {
            throw new IllegalArgumentException("\"-\" stands for standard input, which can be read only once.");
        }
        String before = String.join(" ", words.subList(0, place));
        String after = String.join(" ", words.subList(place + 1, words.size()));
        return paragraphs(paragraphs(before, withoutLastLineEnd(input.readAll())), after);
    }

    private String withInputAfter(List<String> words) {
        String typed = String.join(" ", words);
        if (!input.isPiped()) {
            return typed;
        }
        if (words.isEmpty()) {
            return withoutLastLineEnd(input.readAll());
        }
        Optional<String> piped = input.readUnlessSilentFor(PATIENCE);
        if (piped.isEmpty()) {
            notices.say("Nothing came from standard input, so the prompt goes without it. Write - to wait for it.");
        }
        return paragraphs(typed, withoutLastLineEnd(piped.orElse("")));
    }

    private static String paragraphs(String first, String second) {
        if (first.isBlank() || second.isBlank()) {
            return first.isBlank() ? second : first;
        }
        return first + "\n\n" + second;
    }

    private static String withoutLastLineEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
