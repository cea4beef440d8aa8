// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.ProtocolException;
import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import dev.posada.spi.json.JsonShape;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes pieces of an answer of the frames of ConverseStream. The answer is complete when both {@code messageStop} and
 * {@code metadata} have come. What this version does not know goes on as the JSON that it is. Does no I/O. Used by one thread at
 * a time.
 */
final class BedrockStreamDecoder {
    private static final int STOP_REASON = 0;
    private static final int RESPONSE_FIELDS = 1;
    private static final int PADDING = 2;
    private static final JsonNames STOP_NAMES =
            JsonNames.of("stopReason", "additionalModelResponseFields", BedrockJson.PADDING);

    /** What begins and ends parts says nothing else that is wanted. */
    private static final JsonNames MARK_NAMES = JsonNames.of("role", "contentBlockIndex", BedrockJson.PADDING);

    private final @Nullable String formatTool;
    private final Function<FrameBuffer, RuntimeException> failures;
    private final boolean learns;
    private final BedrockDelta delta = new BedrockDelta();
    private final JsonShape shape = new JsonShape();
    private final List<String> citations = new ArrayList<>(0);
    private @Nullable ByteArrayOutputStream redacted;
    private int serverBlock = -1;
    private @Nullable String stopReason;
    private @Nullable String responseFields;
    private boolean isStopped;
    private boolean hasMetadata;
    private boolean done;

    /**
     * A decoder for one answer.
     *
     * @param formatTool the tool whose arguments are the text of the answer, if the model was made to answer so
     * @param failures says what a frame means that reports one
     */
    BedrockStreamDecoder(@Nullable String formatTool, Function<FrameBuffer, RuntimeException> failures) {
        this(formatTool, failures, true);
    }

    /**
     * A decoder for one answer, for tests.
     *
     * @param learns whether frames that look like an earlier one may be read the short way
     */
    BedrockStreamDecoder(
            @Nullable String formatTool, Function<FrameBuffer, RuntimeException> failures, boolean learns) {
        this.formatTool = formatTool;
        this.failures = failures;
        this.learns = learns;
    }

    /** Whether the answer is complete. */
    boolean isDone() {
        return done;
    }

    /**
     * Takes a frame.
     *
     * @throws dev.posada.PosadaException if the frame reports a failure, or makes no sense
     */
    void decode(FrameBuffer frame, EventSink sink) {
        EventKind kind = frame.headers().kind();
        switch (kind) {
            case CONTENT_BLOCK_DELTA -> delta(frame.json(), sink);
            case CONTENT_BLOCK_START -> start(frame.json(), sink);
            case CONTENT_BLOCK_STOP -> {
                mark(frame.json(), sink);
                closeRedacted(sink);
            }
            case MESSAGE_START -> mark(frame.json(), sink);
            case MESSAGE_STOP -> stop(frame.json(), sink);
            case METADATA -> {
                StreamMetadata.read(frame.json(), sink);
                hasMetadata = true;
                finishWhenComplete(sink);
            }
            case FAILURE -> throw failures.apply(frame);
            case UNKNOWN -> unknown(frame, sink);
        }
    }

    // ---- pieces

    private void delta(JsonCursor json, EventSink sink) {
        if (!shape.fits(json)) {
            anyDelta(json, sink);
        } else if (delta.text().isEmpty()) { // what the shape was learned from: a piece of thoughts
            sink.thinking(shape.text());
        } else {
            sink.text(shape.text());
        }
    }

    /** It is read whole before anything of it is passed on. */
    private void anyDelta(JsonCursor json, EventSink sink) {
        delta.read(json);
        sink.thinking(delta.thinking());
        sink.text(delta.text());
        passOnMore(sink);
        if (learns) {
            delta.teach(shape, json);
        }
    }

    private void passOnMore(EventSink sink) {
        String signature = delta.signature();
        if (signature != null && !signature.isEmpty()) {
            sink.thinkingSignature(signature);
        }
        addRedacted(delta.redacted());
        toolInput(delta.index(), delta.toolInput(), sink);
        String citation = delta.citation();
        if (citation != null) {
            citations.add(citation);
        }
        delta.newKinds().forEach((name, json) -> sink.content(BedrockJson.unknown(name, json)));
        delta.newFields().forEach(sink::extra);
    }

    private void toolInput(int index, @Nullable String json, EventSink sink) {
        if (json == null || (index >= 0 && index == serverBlock)) {
            return;
        }
        if (formatTool == null) {
            sink.toolCallFragment(index, null, null, json);
        } else {
            sink.text(json); // the format's tool is the only one then
        }
    }

    private void addRedacted(@Nullable String base64) {
        if (base64 == null) {
            return;
        }
        if (redacted == null) {
            redacted = new ByteArrayOutputStream();
        }
        try {
            redacted.writeBytes(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(
                    "The answer of Amazon Bedrock makes no sense: redactedContent is not Base64.", ErrorDetails.none());
        }
    }

    private void closeRedacted(EventSink sink) {
        if (redacted != null) {
            sink.content(new Content.RedactedThinking(Base64.getEncoder().encodeToString(redacted.toByteArray())));
            redacted = null;
        }
    }

    // ---- where parts begin and end

    private void start(JsonCursor json, EventSink sink) {
        BlockStart start = BlockStart.read(json, sink);
        if (start.isToolCall()) {
            if (formatTool == null || !formatTool.equals(start.toolName())) {
                sink.toolCallFragment(start.index(), start.toolUseId(), start.toolName(), "");
            }
        } else if (start.kind() != null) {
            serverBlock = start.index();
            sink.content(BedrockJson.unknown(start.kind(), start.json()));
        }
    }

    private static void mark(JsonCursor json, EventSink sink) {
        json.beginObject();
        for (int field = json.nextName(MARK_NAMES); field != JsonCursor.END; field = json.nextName(MARK_NAMES)) {
            if (field == JsonCursor.UNKNOWN) {
                BedrockJson.keep("", json, sink);
            }
        }
        json.end();
    }

    private static void unknown(FrameBuffer frame, EventSink sink) {
        if (!frame.hasPayload()) {
            return;
        }
        if (!frame.headers().isJson()) {
            sink.warning(new ChatWarning(
                    "unknown-content",
                    "The answer holds an event \"" + frame.headers().eventType()
                            + "\" that this version does not know and that is not JSON; it was left out."));
            return;
        }
        String json = frame.json().raw();
        if (!json.equals("{}")) {
            sink.extra(frame.headers().eventType(), json);
        }
    }

    // ---- the end

    private void stop(JsonCursor json, EventSink sink) {
        json.beginObject();
        for (int field = json.nextName(STOP_NAMES); field != JsonCursor.END; field = json.nextName(STOP_NAMES)) {
            switch (field) {
                case STOP_REASON -> stopReason = json.stringOrNull();
                case RESPONSE_FIELDS -> responseFields = json.isNull() ? null : json.raw();
                case PADDING -> json.skip();
                default -> BedrockJson.keep("", json, sink);
            }
        }
        json.end();
        isStopped = true;
        finishWhenComplete(sink);
    }

    private void finishWhenComplete(EventSink sink) {
        if (!isStopped || !hasMetadata || done) {
            return;
        }
        closeRedacted(sink);
        if (!citations.isEmpty()) {
            sink.extra("citations", "[" + String.join(",", citations) + "]");
        }
        if (responseFields != null) {
            sink.extra("additionalModelResponseFields", responseFields);
        }
        FinishReason reason = BedrockMeasures.finishReason(stopReason);
        boolean wasFormat = formatTool != null && reason == FinishReason.TOOL_CALLS;
        sink.finish(wasFormat ? FinishReason.STOP : reason, stopReason);
        done = true;
    }
}
