// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.Timings;
import dev.posada.TokenLogprob;
import dev.posada.Usage;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import dev.posada.spi.json.JsonShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an answer, of {@code /api/chat} or {@code /api/generate}. One instance serves all lines of an answer, so that
 * a token costs no more than its text. Used by one thread at a time.
 */
final class OllamaLine {
    private static final int MESSAGE = 0;
    private static final int DONE = 1;
    private static final int CREATED_AT = 2;
    private static final int MODEL = 3;
    private static final int RESPONSE = 4;
    private static final int THINKING = 5;
    private static final int TOOL_CALLS = 6;
    private static final int LOGPROBS = 7;
    private static final int ERROR = 8;
    private static final int ERROR_PARSING_TOOL_CALL = 9;
    private static final int DONE_REASON = 10;
    private static final int TOTAL_DURATION = 11;
    private static final int LOAD_DURATION = 12;
    private static final int PROMPT_EVAL_COUNT = 13;
    private static final int PROMPT_EVAL_DURATION = 14;
    private static final int EVAL_COUNT = 15;
    private static final int EVAL_DURATION = 16;
    private static final int REMOTE_MODEL = 17;
    private static final int REMOTE_HOST = 18;
    private static final JsonNames NAMES = JsonNames.of(
            "message",
            "done",
            "created_at",
            "model",
            "response",
            "thinking",
            "tool_calls",
            "logprobs",
            "error",
            "error parsing tool call", // where one old version put the text of that error
            "done_reason",
            "total_duration",
            "load_duration",
            "prompt_eval_count",
            "prompt_eval_duration",
            "eval_count",
            "eval_duration",
            "remote_model",
            "remote_host");

    private static final int ROLE = 0;
    private static final int CONTENT = 1;
    private static final int MESSAGE_THINKING = 2;
    private static final int MESSAGE_TOOL_CALLS = 3;
    private static final JsonNames MESSAGE_NAMES = JsonNames.of("role", "content", "thinking", "tool_calls");

    private @Nullable String model;
    private String content = "";
    private String thinking = "";
    private int timePlace;
    private int contentPlace;
    private int thinkingPlace;
    private List<OllamaToolCall> toolCalls = List.of();
    private List<TokenLogprob> logprobs = List.of();
    private Map<String, String> unknown = Map.of();
    private @Nullable String error;
    private boolean done;
    private @Nullable String doneReason;
    private long totalNanos;
    private long loadNanos;
    private long promptNanos;
    private long generationNanos;
    private int promptTokens;
    private int outputTokens;

    /**
     * Reads a line in place of the last one.
     *
     * @throws dev.posada.ProtocolException if it is not an object of the form that Ollama sends
     */
    void read(JsonCursor json) {
        boolean isFirst = model == null;
        forget();
        json.beginObject();
        for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
            switch (field) {
                case MESSAGE -> readMessage(json);
                case DONE -> done = !json.isNull() && json.bool();
                case CREATED_AT -> timePlace = json.peek() == JsonCursor.Kind.STRING ? json.place() : JsonShape.NOWHERE;
                case MODEL -> model = isFirst ? json.stringOrNull() : model;
                case RESPONSE -> readContent(json);
                case THINKING -> readThinking(json);
                case TOOL_CALLS -> readToolCalls(json);
                case LOGPROBS -> logprobs = OllamaLogprobs.read(json);
                case ERROR -> error = error(json);
                case ERROR_PARSING_TOOL_CALL -> error = OllamaJson.quote("error parsing tool call: " + anyText(json));
                case REMOTE_MODEL, REMOTE_HOST -> keepUnknown("", json, isFirst);
                case JsonCursor.UNKNOWN -> keepUnknown("", json, true);
                default -> readEnd(field, json);
            }
        }
        json.end();
    }

    private void forget() {
        content = "";
        thinking = "";
        timePlace = JsonShape.NOWHERE;
        toolCalls = List.of();
        logprobs = List.of();
        unknown = Map.of();
    }

    private void readEnd(int field, JsonCursor json) {
        if (json.isNull()) {
            return;
        }
        switch (field) {
            case DONE_REASON -> doneReason = json.string();
            case TOTAL_DURATION -> totalNanos = json.longValue();
            case LOAD_DURATION -> loadNanos = json.longValue();
            case PROMPT_EVAL_COUNT -> promptTokens = json.intValue();
            case PROMPT_EVAL_DURATION -> promptNanos = json.longValue();
            case EVAL_COUNT -> outputTokens = json.intValue();
            case EVAL_DURATION -> generationNanos = json.longValue();
            default -> throw new IllegalStateException("No field has the number " + field + ".");
        }
    }

    private void readMessage(JsonCursor json) {
        if (json.isNull()) {
            return;
        }
        json.beginObject();
        for (int field = json.nextName(MESSAGE_NAMES); field != JsonCursor.END; field = json.nextName(MESSAGE_NAMES)) {
            switch (field) {
                case ROLE -> json.skip();
                case CONTENT -> readContent(json);
                case MESSAGE_THINKING -> readThinking(json);
                case MESSAGE_TOOL_CALLS -> readToolCalls(json);
                default -> keepUnknown("message.", json, true);
            }
        }
    }

    private void readContent(JsonCursor json) {
        contentPlace = json.place();
        content = text(json);
    }

    private void readThinking(JsonCursor json) {
        thinkingPlace = json.place();
        thinking = text(json);
    }

    private void readToolCalls(JsonCursor json) {
        if (json.isNull()) {
            return;
        }
        List<OllamaToolCall> calls = new ArrayList<>(1);
        json.beginArray();
        while (json.nextElement()) {
            calls.add(OllamaToolCall.read(json));
        }
        toolCalls = calls;
    }

    private static String text(JsonCursor json) {
        String text = json.stringOrNull();
        return text == null ? "" : text;
    }

    private static String anyText(JsonCursor json) {
        return json.peek() == JsonCursor.Kind.STRING ? json.string() : json.raw();
    }

    /** An error as JSON text; servers that always send the field send it empty when there is none. */
    private static @Nullable String error(JsonCursor json) {
        String raw = json.raw();
        return raw.equals("null") || raw.equals("\"\"") || raw.equals("false") ? null : raw;
    }

    private void keepUnknown(String prefix, JsonCursor json, boolean wanted) {
        if (!wanted) {
            return;
        }
        if (unknown.isEmpty()) {
            unknown = new LinkedHashMap<>();
        }
        String name = prefix + json.name();
        unknown.put(name, json.raw());
    }

    /** The model that answers, from the first line that names it. */
    @Nullable
    String model() {
        return model;
    }

    /** Lets a shape learn this line if it holds nothing but words, or nothing but thoughts. */
    void teach(JsonShape shape, JsonCursor json) {
        boolean saysMore = done || !toolCalls.isEmpty() || !logprobs.isEmpty() || !unknown.isEmpty();
        if (saysMore || content.isEmpty() == thinking.isEmpty()) {
            shape.forget();
        } else {
            shape.learn(json, content.isEmpty() ? thinkingPlace : contentPlace, timePlace);
        }
    }

    /** The words of this line. */
    String content() {
        return content;
    }

    /** The thoughts of this line. */
    String thinking() {
        return thinking;
    }

    /** The tool calls of this line. */
    List<OllamaToolCall> toolCalls() {
        return toolCalls;
    }

    /** The probabilities of the tokens of this line. */
    List<TokenLogprob> logprobs() {
        return logprobs;
    }

    /** Fields of this line that this version does not know: names with JSON text. */
    Map<String, String> unknown() {
        return unknown;
    }

    /** The error that the line reports, as JSON text. */
    @Nullable
    String error() {
        return error;
    }

    /** Whether the answer is complete. */
    boolean isDone() {
        return done;
    }

    /** The server's word for why the answer ended; {@code null} or empty where it gives none. */
    @Nullable
    String doneReason() {
        return doneReason;
    }

    /** The tokens that the server counted, so far as it told; it leaves out zeros. */
    Usage usage() {
        return Usage.of(promptTokens, outputTokens);
    }

    /** The server's measurements, so far as it told; it leaves out zeros. */
    Timings timings() {
        return Timings.of(duration(totalNanos), duration(loadNanos), duration(promptNanos), duration(generationNanos));
    }

    private static @Nullable Duration duration(long nanos) {
        return nanos == 0 ? null : Duration.ofNanos(nanos);
    }
}
