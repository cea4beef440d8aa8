// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.CompletionRequest;
import dev.posada.Message;
import dev.posada.ModelRequest;
import dev.posada.Usage;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a prompt has probably been cut to the context window, which Ollama does without a word.
 *
 * <p>The server tells how many tokens of prompt the model has read. Text of any language has fewer than about six letters a
 * token; if many more letters were sent for each token read, and they don't fit into the window even at five letters a token,
 * then some were dropped. Cuts of less than about a third go unnoticed: a rule that saw them would raise false alarms. Servers
 * before 0.30.1 leave tokens that come from their cache out of the count, so where only the count speaks for a cut, the
 * server's version is asked for. The server is asked for window and version in the rare doubtful case only.
 */
final class OllamaPromptCheck {
    /** What can be asked of the server, at the price of a call. */
    interface Server {
        /** The context window that the model has in memory; empty if that can't be learnt. */
        OptionalInt contextWindow();

        /** Whether the server is known to leave tokens out of its count that come from its cache. */
        boolean leavesOutCachedTokens();
    }

    /** Shorter prompts fit into any window, and are too short to judge by the number of letters. */
    private static final int SHORT_PROMPT = 1000;

    private static final double MOST_LETTERS_PER_TOKEN = 5.5;
    private static final int MANY_LETTERS_PER_TOKEN = 8;
    private static final int USUAL_LETTERS_PER_TOKEN = 5;
    private static final int FEWEST_LETTERS_PER_TOKEN = 2;
    private static final int SMALLEST_DEFAULT_WINDOW = 2048;

    /** Chinese, Japanese and Korean take about a token for two characters, and so do emoji. */
    private static final char FIRST_DENSE_CHARACTER = 0x2E80;

    private static final int LETTERS_OF_A_DENSE_CHARACTER = 3;

    /** Of numbers that are options; larger ones are no int. */
    private static final int MOST_DIGITS = 9;

    private final Supplier<List<String>> prompt;
    private final OptionalInt askedWindow;
    private final OptionalInt maxTokens;
    private final Server server;

    private OllamaPromptCheck(
            Supplier<List<String>> prompt, OptionalInt askedWindow, OptionalInt maxTokens, Server server) {
        this.prompt = prompt;
        this.askedWindow = askedWindow;
        this.maxTokens = maxTokens;
        this.server = server;
    }

    /** The check for a chat. */
    static OllamaPromptCheck of(ChatRequest request, OllamaOptions options, Server server) {
        return of(
                () -> request.messages().stream().map(OllamaPromptCheck::textOf).toList(), request, options, server);
    }

    /** The check for a completion. */
    static OllamaPromptCheck of(CompletionRequest request, OllamaOptions options, Server server) {
        return of(() -> List.of(request.prompt(), request.suffix().orElse("")), request, options, server);
    }

    private static OllamaPromptCheck of(
            Supplier<List<String>> prompt, ModelRequest request, OllamaOptions options, Server server) {
        OptionalInt ownLimit = number(options, "num_predict");
        OptionalInt limit = ownLimit.isPresent() ? ownLimit : request.sampling().maxTokens();
        return new OllamaPromptCheck(prompt, number(options, "num_ctx"), limit, server);
    }

    private static OptionalInt number(OllamaOptions options, String name) {
        String json = options.options().get(name);
        return json == null || !isNumber(json) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(json));
    }

    private static boolean isNumber(String json) {
        for (int i = 0; i < json.length(); i++) {
            if (json.charAt(i) < '0' || json.charAt(i) > '9') {
                return false;
            }
        }
        return !json.isEmpty() && json.length() <= MOST_DIGITS;
    }

    /** Templates leave the thoughts of earlier turns out, also those that stand in the text. */
    private static String textOf(Message message) {
        String text = message.text();
        return message instanceof Message.Assistant ? text.substring(text.lastIndexOf("</think>") + 1) : text;
    }

    /**
     * What the caller should know, once the server has counted.
     *
     * @param cutOff whether the answer ended because a limit was reached
     */
    @Nullable
    ChatWarning judge(Usage usage, boolean cutOff) {
        if (cutOff && windowIsFull(usage)) {
            return new ChatWarning(
                    ChatWarning.PROMPT_TRUNCATED,
                    "The answer is cut off because the context window is full: " + usage.inputTokens()
                            + " tokens of prompt and " + usage.outputTokens() + " of answer. " + nextStep());
        }
        if (usage.inputTokens() > 0 && wasCut(usage.inputTokens())) {
            return new ChatWarning(
                    ChatWarning.PROMPT_TRUNCATED,
                    "The prompt was probably cut to the context window: the model has read " + usage.inputTokens()
                            + " tokens, which is less than was sent. " + nextStep());
        }
        return null;
    }

    private static String nextStep() {
        return "Set a larger one with OllamaOptions.builder().numCtx(…), or send less; with truncate(false) the server"
                + " refuses such prompts instead.";
    }

    private boolean windowIsFull(Usage usage) {
        if (maxTokens.isPresent() && usage.outputTokens() >= maxTokens.getAsInt()) {
            return false;
        }
        OptionalInt window = window();
        return window.isPresent() && usage.totalTokens() >= window.getAsInt();
    }

    private boolean wasCut(int tokensRead) {
        List<String> texts = prompt.get();
        long characters = texts.stream().mapToLong(String::length).sum();
        if (characters < SHORT_PROMPT) {
            return false;
        }
        long letters = texts.stream().mapToLong(OllamaPromptCheck::letters).sum();
        if (letters <= MOST_LETTERS_PER_TOKEN * tokensRead) {
            return false;
        }
        OptionalInt known = window();
        int window = known.orElse(SMALLEST_DEFAULT_WINDOW);
        if (known.isPresent() && letters / USUAL_LETTERS_PER_TOKEN > window) {
            return true;
        }
        // Either the window is unknown, or the text may fit into it if it is of the usual kind.
        int lettersPerToken = known.isPresent() ? FEWEST_LETTERS_PER_TOKEN : USUAL_LETTERS_PER_TOKEN;
        return letters > (long) MANY_LETTERS_PER_TOKEN * tokensRead
                && letters / lettersPerToken > window
                && !server.leavesOutCachedTokens();
    }

    /** What is in memory counts, not what was asked for: the server lowers windows that the model or the memory is too small for. */
    private OptionalInt window() {
        OptionalInt allocated = server.contextWindow();
        return allocated.isPresent() ? allocated : askedWindow;
    }

    /** The length of a text, made comparable: runs of one character or of blanks are few tokens, dense scripts are many. */
    static long letters(String text) {
        long letters = 0;
        char last = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean continues = c == last || (c <= ' ' && last <= ' ');
            if (c >= FIRST_DENSE_CHARACTER) {
                letters += LETTERS_OF_A_DENSE_CHARACTER;
            } else if (!continues) {
                letters++;
            }
            last = c;
        }
        return letters;
    }
}
