// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static dev.posada.testkit.JsonText.object;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Amazon Bedrock answers, as WireMock stubs, streams in AWS's binary framing: {@code
 * server.stubFor(BedrockStubs.chat("Hello"))}. Each is a builder to which more conditions can be added. Any model is answered
 * for; signatures are not looked at. Without state and thread-safe.
 */
public final class BedrockStubs {
    private static final String STREAM = "/model/[^/]+/converse-stream";

    private BedrockStubs() {}

    /** A whole answer in one piece. */
    public static MappingBuilder chat(String text) {
        return stream(text);
    }

    /** An answer in pieces, each a frame of its own. */
    public static MappingBuilder stream(String... pieces) {
        ByteArrayOutputStream body = words(pieces);
        end(body, "end_turn");
        return frames(body);
    }

    /** An answer that breaks off after these pieces. */
    public static MappingBuilder interrupted(String... pieces) {
        return frames(words(pieces));
    }

    /**
     * An answer that calls a tool.
     *
     * @param arguments JSON text, which may be wrong on purpose
     */
    public static MappingBuilder toolCall(String tool, String arguments) {
        ByteArrayOutputStream body = begin();
        Object start = object("toolUse", object("toolUseId", "tooluse_1", "name", tool));
        frame(body, "contentBlockStart", object("contentBlockIndex", 0, "start", start));
        frame(body, "contentBlockDelta", delta(object("toolUse", object("input", arguments))));
        frame(body, "contentBlockStop", object("contentBlockIndex", 0));
        end(body, "tool_use");
        return frames(body);
    }

    /**
     * A failure before the stream begins.
     *
     * @param type AWS's name for it, such as {@code ThrottlingException}
     */
    public static MappingBuilder error(int status, String type, String message) {
        return post(urlPathMatching("/model/.*"))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", Stubs.JSON)
                        .withHeader("x-amzn-ErrorType", type)
                        .withBody(JsonText.write(object("message", message))));
    }

    /**
     * A failure in the stream, after these pieces.
     *
     * @param type AWS's name for it on the wire, such as {@code modelStreamErrorException}
     */
    public static MappingBuilder errorInStream(String type, String message, String... pieces) {
        ByteArrayOutputStream body = words(pieces);
        byte[] payload = EventFrames.bytes(JsonText.write(object("message", message)));
        body.writeBytes(EventFrames.exception(type, payload));
        return frames(body);
    }

    /** The catalogue of models, with no inference profiles. */
    public static MappingBuilder models(String... ids) {
        List<Object> models = new ArrayList<>();
        for (String id : ids) {
            models.add(object(
                    "modelId",
                    id,
                    "modelName",
                    id,
                    "providerName",
                    "Stub",
                    "inputModalities",
                    List.of("TEXT"),
                    "outputModalities",
                    List.of("TEXT"),
                    "responseStreamingSupported",
                    true,
                    "inferenceTypesSupported",
                    List.of("ON_DEMAND"),
                    "modelLifecycle",
                    object("status", "ACTIVE")));
        }
        // One answer to both questions, since each reader looks for its own field.
        Object both = object("modelSummaries", models, "inferenceProfileSummaries", List.of());
        return get(urlPathMatching("/(foundation-models|inference-profiles)"))
                .willReturn(aResponse().withHeader("Content-Type", Stubs.JSON).withBody(JsonText.write(both)));
    }

    /** A vector as the Titan models answer, which take one text at a time. */
    public static MappingBuilder embedding(float... vector) {
        Object body = object("embedding", vector, "inputTextTokenCount", 1);
        return post(urlPathMatching("/model/[^/]+/invoke"))
                .willReturn(aResponse().withHeader("Content-Type", Stubs.JSON).withBody(JsonText.write(body)));
    }

    private static ByteArrayOutputStream begin() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        frame(body, "messageStart", object("role", "assistant"));
        return body;
    }

    private static ByteArrayOutputStream words(String... pieces) {
        ByteArrayOutputStream body = begin();
        for (String piece : pieces) {
            frame(body, "contentBlockDelta", delta(object("text", piece)));
        }
        return body;
    }

    private static Map<String, Object> delta(Object delta) {
        return object("contentBlockIndex", 0, "delta", delta);
    }

    private static void end(ByteArrayOutputStream body, String reason) {
        frame(body, "contentBlockStop", object("contentBlockIndex", 0));
        frame(body, "messageStop", object("stopReason", reason));
        Object usage = object("inputTokens", 10, "outputTokens", 5, "totalTokens", 15);
        frame(body, "metadata", object("usage", usage, "metrics", object("latencyMs", 1)));
    }

    private static void frame(ByteArrayOutputStream body, String type, Object payload) {
        body.writeBytes(EventFrames.event(type, EventFrames.bytes(JsonText.write(payload))));
    }

    private static MappingBuilder frames(ByteArrayOutputStream body) {
        return post(urlPathMatching(STREAM))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/vnd.amazon.eventstream")
                        .withBody(body.toByteArray()));
    }
}
