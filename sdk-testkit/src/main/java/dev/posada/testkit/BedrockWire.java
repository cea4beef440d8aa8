// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static dev.posada.testkit.JsonText.object;

import dev.posada.FinishReason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bedrock's Converse stream: blocks with ascending indexes, in frames of the AWS event stream. */
final class BedrockWire implements Wire {
    /** The one that the region has. */
    private static final Map<String, Object> MODEL = object(
            "modelArn",
            "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-2-lite-v1:0",
            "modelId",
            "amazon.nova-2-lite-v1:0",
            "modelName",
            "Nova 2 Lite",
            "providerName",
            "Amazon",
            "inputModalities",
            List.of("TEXT", "IMAGE", "VIDEO"),
            "outputModalities",
            List.of("TEXT"),
            "responseStreamingSupported",
            true,
            "inferenceTypesSupported",
            List.of("ON_DEMAND"),
            "modelLifecycle",
            object("status", "ACTIVE"));

    @Override
    public String contentType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    public boolean asksModel(String method, String path) {
        return path.contains("/model/");
    }

    @Override
    public List<byte[]> encode(List<Piece> pieces) {
        Blocks blocks = new Blocks();
        return pieces.stream().map(blocks::encode).toList();
    }

    /** Frames never come alone here, and the protocol has no sign of life. */
    @Override
    public byte[] keepAlive() {
        return new byte[0];
    }

    /** A frame whose checksum is wrong. */
    @Override
    public byte[] malformedFrame() {
        byte[] frame = event("contentBlockDelta", object("contentBlockIndex", 0, "delta", object("text", "oops")));
        frame[frame.length - 1] ^= 1;
        return frame;
    }

    /** A frame that says it is much longer than the format allows. */
    @Override
    public byte[] endlessFrame() {
        return EventFrames.start(1 << 30);
    }

    @Override
    public String errorBody(int status, String message) {
        return JsonText.write(object("message", message, "__type", errorType(status)));
    }

    private static @Nullable String errorType(int status) {
        return switch (status) {
            case 400 -> "ValidationException";
            case 401, 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 429 -> "ThrottlingException";
            case 500 -> "InternalServerException";
            case 503 -> "ServiceUnavailableException";
            default -> null;
        };
    }

    @Override
    public String loadingBody() {
        return JsonText.write(object("message", "Model is not ready", "__type", "ModelNotReadyException"));
    }

    /** As Titan answers, which takes one text a request. */
    @Override
    public String embeddingsBody(List<List<Double>> vectors) {
        return JsonText.write(object("embedding", vectors.get(0), "inputTextTokenCount", INPUT_TOKENS));
    }

    @Override
    public Optional<String> besides(String path) {
        if (path.contains("/foundation-models/")) {
            return Optional.of(JsonText.write(object("modelDetails", MODEL)));
        } else if (path.contains("/foundation-models")) {
            return Optional.of(JsonText.write(object("modelSummaries", List.of(MODEL))));
        } else if (path.contains("/inference-profiles")) {
            return Optional.of("{\"inferenceProfileSummaries\":[]}");
        }
        return Optional.empty();
    }

    private static byte[] event(String type, Object payload) {
        return EventFrames.event(type, EventFrames.bytes(JsonText.write(payload)));
    }

    private static byte[] exception(String message) {
        String payload = JsonText.write(object("message", message, "originalStatusCode", 500));
        return EventFrames.exception("modelStreamErrorException", EventFrames.bytes(payload));
    }

    /** One answer: opens a block for what comes, and closes it when something else does. */
    private static final class Blocks {
        private final List<byte[]> frames = new ArrayList<>();
        private boolean started;
        private int block = -1;
        private Object blockOf = "";

        byte[] encode(Piece piece) {
            frames.clear();
            if (!started && !(piece instanceof Piece.Failure)) {
                started = true;
                frames.add(event("messageStart", object("role", "assistant")));
            }
            say(piece);
            return joined();
        }

        private void say(Piece piece) {
            if (piece instanceof Piece.Text text) {
                open("text", null);
                delta(object("text", text.text()));
            } else if (piece instanceof Piece.Thinking thinking) {
                open("thinking", null);
                delta(object("reasoningContent", object("text", thinking.text())));
            } else if (piece instanceof Piece.ToolCalls calls) {
                calls.calls().forEach(call -> tool(new Object(), call.id(), call.name(), call.arguments()));
            } else if (piece instanceof Piece.ToolFragment part) {
                tool(part.index(), part.id(), part.name(), part.arguments());
            } else if (piece instanceof Piece.Finish finish) {
                close();
                String reason = finish.raw() != null ? finish.raw() : reason(finish.reason());
                frames.add(event("messageStop", object("stopReason", reason)));
            } else if (piece instanceof Piece.End) {
                frames.add(metadata());
            } else if (piece instanceof Piece.Failure failure) {
                frames.add(exception(failure.message()));
            }
        }

        private void tool(Object key, @Nullable String id, @Nullable String name, @Nullable String arguments) {
            open(key, object("toolUse", object("toolUseId", id == null ? "" : id, "name", name)));
            if (arguments != null && !arguments.isEmpty()) {
                delta(object("toolUse", object("input", arguments)));
            }
        }

        private void open(Object key, @Nullable Object start) {
            if (key.equals(blockOf)) {
                return;
            }
            close();
            blockOf = key;
            block++;
            if (start != null) {
                frames.add(event("contentBlockStart", object("contentBlockIndex", block, "start", start)));
            }
        }

        private void close() {
            if (!blockOf.equals("")) {
                frames.add(event("contentBlockStop", object("contentBlockIndex", block)));
                blockOf = "";
            }
        }

        private void delta(Object delta) {
            frames.add(event("contentBlockDelta", object("contentBlockIndex", block, "delta", delta)));
        }

        private static String reason(FinishReason reason) {
            return switch (reason) {
                case STOP -> "end_turn";
                case LENGTH -> "max_tokens";
                case TOOL_CALLS -> "tool_use";
                case CONTENT_FILTER -> "content_filtered";
                default -> reason.name().toLowerCase(Locale.ROOT);
            };
        }

        private static byte[] metadata() {
            Object usage = object(
                    "inputTokens", INPUT_TOKENS,
                    "outputTokens", OUTPUT_TOKENS,
                    "totalTokens", INPUT_TOKENS + OUTPUT_TOKENS);
            return event("metadata", object("usage", usage, "metrics", object("latencyMs", 42)));
        }

        private byte[] joined() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            frames.forEach(bytes::writeBytes);
            return bytes.toByteArray();
        }
    }
}
