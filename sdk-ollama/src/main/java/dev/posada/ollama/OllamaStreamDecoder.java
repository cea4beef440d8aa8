// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ChatWarning;
import dev.posada.FinishReason;
import dev.posada.PosadaException;
import dev.posada.Usage;
import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonShape;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes pieces of an answer of the lines that {@code /api/chat} and {@code /api/generate} send. Does no I/O. Used by one
 * thread at a time.
 */
final class OllamaStreamDecoder {
    private final OllamaLine line = new OllamaLine();
    private final JsonShape shape = new JsonShape();
    private final boolean learns;
    private final Function<String, PosadaException> failures;
    private final OllamaPromptCheck promptCheck;
    private final Set<String> callIds = new HashSet<>(0);
    private boolean started;
    private boolean calledTools;

    /**
     * A decoder of one answer.
     *
     * @param failures says what an error is that a line reports, given as JSON text
     * @param promptCheck says whether the prompt was cut
     */
    OllamaStreamDecoder(Function<String, PosadaException> failures, OllamaPromptCheck promptCheck) {
        this(failures, promptCheck, true);
    }

    /**
     * A decoder of one answer, for tests.
     *
     * @param learns whether lines that look like an earlier one may be read the short way
     */
    OllamaStreamDecoder(Function<String, PosadaException> failures, OllamaPromptCheck promptCheck, boolean learns) {
        this.failures = failures;
        this.promptCheck = promptCheck;
        this.learns = learns;
    }

    /**
     * Takes a line. It is read whole before anything of it is passed on: a line that reports an error says nothing else.
     *
     * @throws PosadaException if the line reports an error, or makes no sense
     */
    void decode(JsonCursor json, EventSink sink) {
        if (!shape.fits(json)) {
            decodeAny(json, sink);
        } else if (line.content().isEmpty()) { // what the shape was learned from: a line of thoughts
            sink.thinking(shape.text());
        } else {
            sink.text(shape.text());
        }
    }

    private void decodeAny(JsonCursor json, EventSink sink) {
        line.read(json);
        String error = line.error();
        if (error != null) {
            throw failures.apply(error);
        }
        passOn(sink);
        if (line.isDone()) {
            finish(sink);
        } else if (learns) {
            line.teach(shape, json);
        }
    }

    /** Whether the server has said that the answer is complete. */
    boolean isDone() {
        return line.isDone();
    }

    private void passOn(EventSink sink) {
        if (!started) {
            started = true;
            sink.started(null, line.model());
        }
        sink.thinking(line.thinking());
        sink.text(line.content());
        // Models with a GGUF template send their calls on the last line, others before it, so each line is looked at.
        if (!line.toolCalls().isEmpty()) {
            line.toolCalls().forEach(call -> passOn(call, sink));
        }
        if (!line.logprobs().isEmpty()) {
            sink.logprobs(line.logprobs());
        }
        if (!line.unknown().isEmpty()) {
            line.unknown().forEach(sink::extra);
        }
    }

    private void passOn(OllamaToolCall call, EventSink sink) {
        calledTools = true;
        String id = call.id();
        // Two calls with one id could not be told apart when their results come; core makes another id for the second.
        sink.toolCall(id != null && callIds.add(id) ? id : null, call.name(), call.arguments());
    }

    private void finish(EventSink sink) {
        Usage usage = line.usage();
        FinishReason reason = reason(line.doneReason());
        sink.usage(usage);
        sink.timings(line.timings());
        ChatWarning warning = promptCheck.judge(usage, reason == FinishReason.LENGTH);
        if (warning != null) {
            sink.warning(warning);
        }
        sink.finish(reason, emptyToNull(line.doneReason()));
    }

    private FinishReason reason(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return calledTools ? FinishReason.TOOL_CALLS : FinishReason.OTHER;
        }
        return switch (word) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            default -> FinishReason.OTHER;
        };
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
