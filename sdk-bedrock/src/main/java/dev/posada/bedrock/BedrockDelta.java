// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import dev.posada.spi.json.JsonShape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The next piece of a part of an answer: the payload of {@code contentBlockDelta}. One instance serves all of an answer, so that
 * a token costs no more than its text. Used by one thread at a time.
 *
 * <pre>{@code
 * {"contentBlockIndex":0,"delta":{"text":" The"},"p":"abcdefghij"}
 * }</pre>
 *
 * <p>The field {@code p} is padding of a length that differs, against those who count bytes on the way.
 */
final class BedrockDelta {
    private static final int INDEX = 0;
    private static final int DELTA = 1;
    private static final int PADDING = 2;
    private static final JsonNames NAMES = JsonNames.of("contentBlockIndex", "delta", BedrockJson.PADDING);

    private static final int TEXT = 0;
    private static final int TOOL_USE = 1;
    private static final int REASONING = 2;
    private static final int CITATION = 3;
    private static final JsonNames KINDS = JsonNames.of("text", "toolUse", "reasoningContent", "citation");

    private static final int INPUT = 0;
    private static final JsonNames TOOL_NAMES = JsonNames.of("input");

    private static final int THINKING = 0;
    private static final int SIGNATURE = 1;
    private static final int REDACTED = 2;
    private static final JsonNames REASONING_NAMES = JsonNames.of("text", "signature", "redactedContent");

    private int index;
    private String text = "";
    private String thinking = "";
    private int textPlace;
    private int thinkingPlace;
    private int paddingPlace;
    private boolean isPlain;
    private @Nullable String signature;
    private @Nullable String redacted;
    private @Nullable String toolInput;
    private @Nullable String citation;
    private Map<String, String> newKinds = Map.of();
    private Map<String, String> newFields = Map.of();

    /**
     * Reads a piece in place of the last one.
     *
     * @throws ProtocolException if it is not an object of the form that Bedrock sends
     */
    void read(JsonCursor json) {
        forget();
        json.beginObject();
        for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
            switch (field) {
                case INDEX -> index = json.isNull() ? -1 : json.intValue();
                case DELTA -> readDelta(json);
                case PADDING -> paddingPlace = json.peek() == JsonCursor.Kind.STRING ? json.place() : JsonShape.NOWHERE;
                default -> newFields = with(newFields, "", json);
            }
        }
        json.end();
    }

    private void forget() {
        index = -1;
        text = "";
        thinking = "";
        paddingPlace = JsonShape.NOWHERE;
        isPlain = true;
        signature = null;
        redacted = null;
        toolInput = null;
        citation = null;
        newKinds = Map.of();
        newFields = Map.of();
    }

    private void readDelta(JsonCursor json) {
        if (json.isNull()) {
            return;
        }
        json.beginObject();
        for (int kind = json.nextName(KINDS); kind != JsonCursor.END; kind = json.nextName(KINDS)) {
            if (kind == TEXT) {
                textPlace = json.place();
                text = text(json);
            } else if (!json.isNull()) {
                readOther(kind, json);
            }
        }
    }

    private void readOther(int kind, JsonCursor json) {
        switch (kind) {
            case TOOL_USE -> readToolUse(json);
            case REASONING -> readReasoning(json);
            case CITATION -> {
                isPlain = false;
                citation = json.raw();
            }
            default -> newKinds = with(newKinds, "", json);
        }
    }

    private void readToolUse(JsonCursor json) {
        isPlain = false;
        json.beginObject();
        for (int field = json.nextName(TOOL_NAMES); field != JsonCursor.END; field = json.nextName(TOOL_NAMES)) {
            if (field == INPUT) {
                toolInput = json.stringOrNull();
            } else {
                newFields = with(newFields, "toolUse.", json);
            }
        }
    }

    private void readReasoning(JsonCursor json) {
        json.beginObject();
        for (int field = json.nextName(REASONING_NAMES);
                field != JsonCursor.END;
                field = json.nextName(REASONING_NAMES)) {
            switch (field) {
                case THINKING -> {
                    thinkingPlace = json.place();
                    thinking = text(json);
                }
                case SIGNATURE -> {
                    isPlain = false;
                    signature = json.stringOrNull();
                }
                case REDACTED -> {
                    isPlain = false;
                    redacted = json.stringOrNull();
                }
                default -> newFields = with(newFields, "reasoningContent.", json);
            }
        }
    }

    private static String text(JsonCursor json) {
        String text = json.stringOrNull();
        return text == null ? "" : text;
    }

    private Map<String, String> with(Map<String, String> fields, String prefix, JsonCursor json) {
        isPlain = false;
        Map<String, String> more = fields.isEmpty() ? new LinkedHashMap<>() : fields;
        String name = prefix + json.name();
        more.put(name, json.raw());
        return more;
    }

    /** Lets a shape learn this piece if it holds nothing but words, or nothing but thoughts. */
    void teach(JsonShape shape, JsonCursor json) {
        if (isPlain && text.isEmpty() != thinking.isEmpty()) {
            shape.learn(json, text.isEmpty() ? thinkingPlace : textPlace, paddingPlace);
        } else {
            shape.forget();
        }
    }

    /** Which part of the answer it belongs to; -1 if it does not tell. */
    int index() {
        return index;
    }

    /** Words of the answer. */
    String text() {
        return text;
    }

    /** Thoughts of the model. */
    String thinking() {
        return thinking;
    }

    /** The proof that the thoughts are the model's. */
    @Nullable
    String signature() {
        return signature;
    }

    /** A piece of encrypted thoughts, in Base64. */
    @Nullable
    String redacted() {
        return redacted;
    }

    /** A piece of a tool call's arguments. */
    @Nullable
    String toolInput() {
        return toolInput;
    }

    /** A citation as JSON text. */
    @Nullable
    String citation() {
        return citation;
    }

    /** Content of kinds that this version has no place for: names with JSON text. */
    Map<String, String> newKinds() {
        return newKinds;
    }

    /** Fields that this version does not know: names with JSON text. */
    Map<String, String> newFields() {
        return newFields;
    }
}
