// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.embedded.Conversation.Call;
import dev.posada.embedded.Conversation.Role;
import dev.posada.embedded.Conversation.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Writes a conversation as the model was trained to read it: what the Jinja template in the model's file says, in Java. A
 * test holds the two together.
 */
final class ChatTemplate {
    private static final String END_OF_TURN = "<|im_end|>\n";
    private static final String END_OF_THOUGHTS = "</think>";

    private final Conversation conversation;
    private final List<Turn> turns;
    private final Prompt prompt;

    private ChatTemplate(Conversation conversation, Prompt prompt) {
        this.conversation = conversation;
        this.turns = conversation.turns();
        this.prompt = prompt;
    }

    /**
     * Whether a model's template is another than the one that is written here.
     *
     * @param jinja the template in the model's file
     */
    static boolean differsFrom(String jinja) {
        try (InputStream stream = ChatTemplate.class.getResourceAsStream("chat-template.jinja")) {
            byte[] known = Objects.requireNonNull(stream, "chat-template.jinja").readAllBytes();
            return !jinja.equals(new String(known, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Prompt render(Conversation conversation, Tokenizer tokenizer) {
        Prompt prompt = new Prompt(tokenizer);
        new ChatTemplate(conversation, prompt).render();
        return prompt;
    }

    private void render() {
        boolean hasSystem = !turns.isEmpty() && turns.get(0).role() == Role.SYSTEM;
        if (!conversation.tools().isEmpty()) {
            tools(hasSystem ? turns.get(0).text() + "\n\n" : "");
        } else if (hasSystem) {
            turn("system", turns.get(0).text());
        }
        for (int i = hasSystem ? 1 : 0; i < turns.size(); i++) {
            switch (turns.get(i).role()) {
                case SYSTEM -> turn("system", turns.get(i).text());
                case USER -> turn("user", turns.get(i).text());
                case ASSISTANT -> assistant(turns.get(i), i > lastUserTurn());
                case TOOL -> toolResult(i);
            }
        }
        prompt.template("<|im_start|>assistant\n");
        if (!conversation.thinking()) {
            prompt.template("<think>\n\n</think>\n\n");
        }
    }

    private void tools(String system) {
        prompt.template("<|im_start|>system\n")
                .text(system)
                .template("# Tools\n\nThese functions can be called:\n<tools>");
        for (ToolShape tool : conversation.tools()) {
            prompt.text("\n" + tool.json());
        }
        prompt.template("""

                </tools>

                To call one, write its name and arguments as JSON:
                <tool_call>
                {"name": <function-name>, "arguments": <args-json-object>}
                </tool_call>""").template(END_OF_TURN);
    }

    private void turn(String role, String text) {
        prompt.template("<|im_start|>" + role + "\n").text(text).template(END_OF_TURN);
    }

    private int lastUserTurn() {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).role() == Role.USER) {
                return i;
            }
        }
        return -1;
    }

    /** The model saw thoughts only of answers to the last question, when it was trained. */
    private void assistant(Turn turn, boolean withThoughts) {
        String thoughts = turn.thoughts();
        String body = turn.text();
        int end = body.lastIndexOf(END_OF_THOUGHTS);
        if (end >= 0) {
            thoughts = thoughts.isEmpty() ? firstThoughts(body) : thoughts;
            body = body.substring(end + END_OF_THOUGHTS.length()).replaceFirst("^\n+", "");
        }
        prompt.template("<|im_start|>assistant\n");
        if (withThoughts && !thoughts.isEmpty()) {
            String stripped = thoughts.replaceFirst("^\n+", "").replaceFirst("\n+$", "");
            prompt.template("<think>\n").text(stripped).template("\n</think>\n\n");
        }
        prompt.text(body);
        for (int i = 0; i < turn.calls().size(); i++) {
            call(turn.calls().get(i), i == 0 && body.isEmpty() ? "" : "\n");
        }
        prompt.template(END_OF_TURN);
    }

    private static String firstThoughts(String body) {
        String before = body.substring(0, body.indexOf(END_OF_THOUGHTS));
        int begin = before.lastIndexOf("<think>");
        return begin < 0 ? before : before.substring(begin + "<think>".length());
    }

    private void call(Call call, String separator) {
        prompt.text(separator)
                .template("<tool_call>\n{\"name\": \"")
                .text(call.name())
                .template("\", \"arguments\": ")
                .text(spaced(call.arguments()))
                .template("}\n</tool_call>");
    }

    /** Arguments that are no JSON are shown to the model as they are: it wrote them. */
    private static String spaced(String arguments) {
        try {
            return JsonText.spaced(arguments);
        } catch (IllegalArgumentException e) {
            return arguments;
        }
    }

    private void toolResult(int index) {
        if (index == 0 || turns.get(index - 1).role() != Role.TOOL) {
            prompt.template("<|im_start|>user");
        }
        prompt.template("\n<tool_response>\n").text(turns.get(index).text()).template("\n</tool_response>");
        if (index == turns.size() - 1 || turns.get(index + 1).role() != Role.TOOL) {
            prompt.template(END_OF_TURN);
        }
    }
}
