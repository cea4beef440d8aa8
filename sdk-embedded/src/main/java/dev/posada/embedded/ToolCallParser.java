// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes one call of a tool apart while it comes, from behind its opening tag on. Arguments are passed on as they come;
 * what does not belong there is passed on as part of them, so that it shows in what the caller gets and is not lost. Not
 * thread-safe.
 */
final class ToolCallParser {
    private static final String BEGIN = "<tool_call>";
    private static final String END = "</tool_call>";
    private static final String NAME = "\"name\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\")";
    private static final Pattern HEAD =
            Pattern.compile("\\s*\\{\\s*" + NAME + "\\s*,\\s*\"arguments\"\\s*:\\s*(?=\\S)");
    private static final Pattern NAME_ANYWHERE = Pattern.compile(NAME);

    private enum State {
        HEAD,
        ARGUMENTS,
        TAIL
    }

    private final int index;
    private final AnswerListener listener;
    private State state = State.HEAD;
    private int depth;
    private boolean isInString;
    private boolean isEscaped;

    ToolCallParser(int index, AnswerListener listener) {
        this.index = index;
        this.listener = listener;
    }

    /** Takes what is certain off the text; true if that was the whole call, its closing tag included. */
    boolean read(StringBuilder text) {
        if (state == State.HEAD && !readHead(text)) {
            return readUncommon(text);
        }
        if (state == State.ARGUMENTS && readArguments(text)) {
            return true;
        }
        return state == State.TAIL && readTail(text);
    }

    private boolean readHead(StringBuilder text) {
        Matcher head = HEAD.matcher(text);
        if (!head.lookingAt()) {
            return false;
        }
        String name = JsonText.unquoted(head.group(1));
        text.delete(0, head.end());
        state = State.ARGUMENTS;
        listener.callStarted(index, name);
        return true;
    }

    /** A call that is written in another way than usual is understood when it is complete. */
    private boolean readUncommon(StringBuilder text) {
        int end = text.indexOf(END);
        if (end < 0) {
            return false;
        }
        understand(text.substring(0, end), END);
        text.delete(0, end + END.length());
        return true;
    }

    /** Passes arguments on; true if the closing tag came before they were complete. */
    private boolean readArguments(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean mayBeTag = !isInString && character == '<';
            if (mayBeTag && END.startsWith(text.substring(i, Math.min(text.length(), i + END.length())))) {
                boolean isTag = text.length() >= i + END.length();
                passOn(text, i);
                text.delete(0, isTag ? text.indexOf(END) + END.length() : 0);
                return isTag;
            }
            if (!isInString && depth == 0 && character == '}') {
                passOn(text, i);
                text.delete(0, text.indexOf("}") + 1);
                state = State.TAIL;
                return false;
            }
            follow(character);
        }
        passOn(text, text.length());
        return false;
    }

    private void follow(char character) {
        if (isInString) {
            boolean ends = character == '"' && !isEscaped;
            isEscaped = character == '\\' && !isEscaped;
            isInString = !ends;
        } else if (character == '"') {
            isInString = true;
        } else if (character == '{' || character == '[') {
            depth++;
        } else if (character == '}' || character == ']') {
            depth--;
        }
    }

    /** Passes the first characters on, but for white space at their end, which may turn out to stand behind them. */
    private void passOn(StringBuilder text, int length) {
        String certain = isInString
                ? text.substring(0, length)
                : text.substring(0, length).stripTrailing();
        text.delete(0, certain.length());
        if (!certain.isEmpty()) {
            listener.callArguments(index, certain);
        }
    }

    private boolean readTail(StringBuilder text) {
        int end = text.indexOf(END);
        if (end < 0) {
            return false;
        }
        finishTail(text.substring(0, end));
        text.delete(0, end + END.length());
        return true;
    }

    private void finishTail(String text) {
        if (!text.isBlank()) {
            listener.callArguments(index, text.strip());
        }
    }

    /** The answer ended within the call. */
    void finish(StringBuilder text) {
        switch (state) {
            case HEAD -> understand(text.toString(), "");
            case ARGUMENTS -> {
                if (!text.isEmpty()) {
                    listener.callArguments(index, text.toString());
                }
            }
            case TAIL -> finishTail(text.toString());
        }
    }

    private void understand(String content, String end) {
        JsonNode call = JsonTree.parse(content).orElse(MissingNode.getInstance());
        JsonNode arguments = call.path("arguments");
        Matcher name = NAME_ANYWHERE.matcher(content);
        if (call.path("name").isTextual()) {
            listener.callStarted(index, call.get("name").asText());
            if (!arguments.isMissingNode()) {
                listener.callArguments(index, arguments.isTextual() ? arguments.asText() : arguments.toString());
            }
        } else if (name.find()) {
            listener.callStarted(index, JsonText.unquoted(name.group(1)));
            listener.callArguments(index, content.strip());
        } else {
            listener.brokenCall(BEGIN + content + end);
        }
    }
}
