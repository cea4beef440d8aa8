// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import dev.posada.spi.json.JsonShape;
import java.util.ArrayList;
import java.util.List;

/**
 * What one chunk adds to the answer: the {@code delta} of a stream, or the whole {@code message}. Read first and handed on
 * later, since servers write the fields in any order, but thinking comes before the words that follow from it. Reused from
 * chunk to chunk by one thread.
 */
final class OpenAiDelta {
    private static final JsonNames NAMES = JsonNames.of(
            "content", "reasoning_content", "reasoning", "tool_calls", "refusal", "role", "function_call", "name");
    private static final JsonNames PART = JsonNames.of("type", "text", "thinking");

    private final List<OpenAiToolCall> toolCalls = new ArrayList<>(0);
    private String text = "";
    private String thinking = "";
    private String refusal = "";
    private int textPlace;
    private int thinkingPlace;
    private boolean hasExtra;

    void clear() {
        text = "";
        thinking = "";
        refusal = "";
        textPlace = JsonShape.NOWHERE;
        thinkingPlace = JsonShape.NOWHERE;
        hasExtra = false;
        toolCalls.clear();
    }

    /** The place of the one string that this delta holds, if it holds nothing but words or nothing but thoughts. */
    int placeOfOnlyText() {
        boolean saysMore = hasExtra || !refusal.isEmpty() || !toolCalls.isEmpty();
        if (saysMore || text.isEmpty() == thinking.isEmpty()) {
            return JsonShape.NOWHERE;
        }
        return text.isEmpty() ? thinkingPlace : textPlace;
    }

    String text() {
        return text;
    }

    /** The text of a raw completion, which has no delta around it. */
    void text(JsonCursor json) {
        if (json.peek() == Kind.STRING) {
            textPlace = json.place();
            text = json.string();
        }
    }

    String thinking() {
        return thinking;
    }

    String refusal() {
        return refusal;
    }

    List<OpenAiToolCall> toolCalls() {
        return toolCalls;
    }

    /** Whether there is anything of an answer in it. */
    boolean isSaying() {
        return !text.isEmpty() || !thinking.isEmpty() || !refusal.isEmpty() || !toolCalls.isEmpty();
    }

    /** Reads the object that the cursor stands on. Fields that are not of this wire go straight to the sink, marked as of the message. */
    void read(JsonCursor json, EventSink sink) {
        json.beginObject();
        for (int name = json.nextName(NAMES); name != JsonCursor.END; name = json.nextName(NAMES)) {
            if (json.isNull()) {
                continue;
            }
            switch (name) {
                case 0 -> readContent(json);
                // vLLM once sent both names with the same words in them.
                case 1, 2 -> readThinking(json);
                case 3 -> readToolCalls(json);
                case 4 -> refusal = json.text();
                case 5, 7 -> json.skip();
                case 6 -> toolCalls.add(OpenAiToolCall.readFunctionCall(json));
                default -> {
                    hasExtra = true;
                    sink.extra("message." + json.name(), json.raw());
                }
            }
        }
    }

    private void readContent(JsonCursor json) {
        if (json.peek() != Kind.ARRAY) {
            textPlace = json.place();
            text = json.string();
            return;
        }
        textPlace = JsonShape.NOWHERE;
        json.beginArray();
        while (json.nextElement()) {
            if (json.peek() == Kind.OBJECT) {
                readPart(json);
            } else {
                text += json.text();
            }
        }
    }

    /** Mistral writes content as parts once a model thinks; the thinking is again an array of parts. */
    private void readPart(JsonCursor json) {
        json.beginObject();
        for (int name = json.nextName(PART); name != JsonCursor.END; name = json.nextName(PART)) {
            if (name == 1 && json.peek() == Kind.STRING) {
                text += json.string();
            } else if (name == 2) {
                readThoughts(json);
            }
        }
    }

    private void readThoughts(JsonCursor json) {
        thinkingPlace = JsonShape.NOWHERE;
        if (json.peek() == Kind.STRING) {
            thinking += json.string();
        } else if (json.peek() == Kind.ARRAY) {
            String before = text;
            text = "";
            readContent(json);
            thinking += text;
            text = before;
        }
    }

    private void readThinking(JsonCursor json) {
        if (thinking.isEmpty() && json.peek() == Kind.STRING) {
            thinkingPlace = json.place();
            thinking = json.string();
        }
    }

    private void readToolCalls(JsonCursor json) {
        if (json.peek() == Kind.ARRAY) {
            OpenAiToolCall.readAll(json, toolCalls);
        }
    }
}
