// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.TokenLogprob;
import dev.posada.Usage;
import dev.posada.http.JsonWriter;
import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import dev.posada.spi.json.JsonShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One chunk of an answer, or all of it where a server answers in one piece. Reused from chunk to chunk, so that a chunk
 * with one more word costs no more than the word. Used by one thread at a time.
 */
final class OpenAiChunk {
    private static final JsonNames CHOICE =
            JsonNames.of("index", "delta", "message", "text", "finish_reason", "logprobs", "error");

    private final OpenAiAnswerFields fields;
    private final OpenAiExtension extension;
    private final OpenAiDelta delta = new OpenAiDelta();

    private @Nullable String id;
    private @Nullable String model;
    private String fingerprint = "";
    private boolean hasChoices;
    private boolean isWhole;
    private boolean hasOtherChoices;
    private @Nullable String finishReason;
    private @Nullable Usage usage;
    private @Nullable List<TokenLogprob> logprobs;
    private @Nullable String error;
    private @Nullable String message;
    private @Nullable String type;
    private @Nullable String code;
    private boolean hasExtra;

    OpenAiChunk(OpenAiAnswerFields fields, OpenAiExtension extension) {
        this.fields = fields;
        this.extension = extension;
    }

    /** Reads the next chunk. What is of no use for anything but extra fields goes straight to the sink. */
    void read(JsonCursor json, EventSink sink) {
        clear();
        json.beginObject();
        for (int name = json.nextName(fields.names()); name != JsonCursor.END; name = json.nextName(fields.names())) {
            if (!json.isNull()) {
                readField(name, json, sink);
            }
        }
    }

    private void clear() {
        delta.clear();
        hasChoices = false;
        isWhole = false;
        hasOtherChoices = false;
        finishReason = null;
        usage = null;
        logprobs = null;
        error = null;
        message = null;
        type = null;
        code = null;
        hasExtra = false;
    }

    /** Lets a shape learn this chunk if it holds nothing but words, or nothing but thoughts. */
    void teach(JsonShape shape, JsonCursor json) {
        boolean saysMore = hasExtra || hasOtherChoices || finishReason != null || usage != null || logprobs != null;
        int place = saysMore ? JsonShape.NOWHERE : delta.placeOfOnlyText();
        if (place == JsonShape.NOWHERE) {
            shape.forget();
        } else {
            shape.learn(json, place, JsonShape.NOWHERE);
        }
    }

    private void readField(int name, JsonCursor json, EventSink sink) {
        switch (name) {
            case OpenAiAnswerFields.ID -> id = text(json, id);
            case OpenAiAnswerFields.MODEL -> model = text(json, model);
            case OpenAiAnswerFields.CHOICES -> readChoices(json, sink);
            case OpenAiAnswerFields.USAGE -> usage = json.peek() == Kind.OBJECT ? OpenAiUsage.read(json) : null;
            case OpenAiAnswerFields.ERROR -> error = error(json);
            case OpenAiAnswerFields.MESSAGE -> message = json.raw();
            case OpenAiAnswerFields.TYPE -> type = json.raw();
            case OpenAiAnswerFields.CODE -> code = json.raw();
            case OpenAiAnswerFields.OBJECT, OpenAiAnswerFields.CREATED -> json.skip();
            case OpenAiAnswerFields.FINGERPRINT -> readFingerprint(json, sink);
            default -> {
                hasExtra = true;
                if (fields.isOwn(name)) {
                    extension.read(fields.name(name), json, sink);
                } else {
                    sink.extra(json.name(), json.raw());
                }
            }
        }
    }

    private static @Nullable String text(JsonCursor json, @Nullable String known) {
        if (json.peek() != Kind.STRING) {
            return known;
        }
        return known == null ? json.string() : json.string(known);
    }

    private void readFingerprint(JsonCursor json, EventSink sink) {
        String before = fingerprint;
        fingerprint = json.peek() == Kind.STRING ? json.string(before) : before;
        if (!fingerprint.equals(before)) {
            sink.extra("system_fingerprint", new JsonWriter().value(fingerprint).toString());
        }
    }

    /** An empty text is how some servers write that there is no error. */
    private static @Nullable String error(JsonCursor json) {
        String raw = json.raw();
        return raw.equals("\"\"") || raw.equals("false") ? null : raw;
    }

    private void readChoices(JsonCursor json, EventSink sink) {
        if (json.peek() != Kind.ARRAY) {
            return;
        }
        json.beginArray();
        while (json.nextElement()) {
            hasChoices = true;
            readChoice(json, sink);
        }
    }

    private void readChoice(JsonCursor json, EventSink sink) {
        int index = 0;
        json.beginObject();
        for (int name = json.nextName(CHOICE); name != JsonCursor.END; name = json.nextName(CHOICE)) {
            if (json.isNull()) {
                continue;
            }
            if (name == 0) {
                index = json.intValue();
                hasOtherChoices |= index > 0;
            } else if (index > 0) {
                json.skip(); // only one answer was asked for
            } else {
                readChoiceField(name, json, sink);
            }
        }
    }

    private void readChoiceField(int name, JsonCursor json, EventSink sink) {
        switch (name) {
            case 1 -> delta.read(json, sink);
            case 2 -> {
                isWhole = true;
                delta.read(json, sink);
            }
            case 3 -> delta.text(json);
            case 4 -> finishReason = json.text();
            case 5 -> logprobs = json.peek() == Kind.OBJECT ? OpenAiLogprobs.read(json) : null;
            case 6 -> error = error(json);
            default -> {
                hasExtra = true;
                sink.extra("choice." + json.name(), json.raw());
            }
        }
    }

    @Nullable
    String id() {
        return id;
    }

    @Nullable
    String model() {
        return model;
    }

    OpenAiDelta delta() {
        return delta;
    }

    boolean hasChoices() {
        return hasChoices;
    }

    boolean hasOtherChoices() {
        return hasOtherChoices;
    }

    /** Whether the answer came in one piece, as a message. */
    boolean isWhole() {
        return isWhole;
    }

    @Nullable
    String finishReason() {
        return finishReason;
    }

    @Nullable
    Usage usage() {
        return usage;
    }

    @Nullable
    List<TokenLogprob> logprobs() {
        return logprobs;
    }

    /** The error that the chunk reports, as JSON text. A sentence where an answer should be is one as well. */
    @Nullable
    String error() {
        return error == null && message != null && !hasChoices ? bareError(message) : error;
    }

    /** Older versions of vLLM write an error with no object around it. */
    private String bareError(String sentence) {
        JsonWriter json = new JsonWriter().beginObject().name("message").raw(sentence);
        if (type != null) {
            json.name("type").raw(type);
        }
        if (code != null) {
            json.name("code").raw(code);
        }
        return json.endObject().toString();
    }
}
