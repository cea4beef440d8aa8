// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static dev.posada.testkit.JsonText.object;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * What an LM Studio answers, as WireMock stubs: {@code server.stubFor(LmStudioStubs.chat("Hello"))}. Each is a builder to which more
 * conditions can be added. Any model is answered for. Without state and thread-safe.
 */
public final class LmStudioStubs {
    private LmStudioStubs() {}

    /** A whole answer in one piece. */
    public static MappingBuilder chat(String text) {
        return OpenAiAnswers.stream(text);
    }

    /** An answer in pieces, each an event of its own. */
    public static MappingBuilder stream(String... pieces) {
        return OpenAiAnswers.stream(pieces);
    }

    /** An answer that breaks off after these pieces. */
    public static MappingBuilder interrupted(String... pieces) {
        return OpenAiAnswers.interrupted(pieces);
    }

    /**
     * An answer that calls a tool.
     *
     * @param arguments JSON text, which may be wrong on purpose
     */
    public static MappingBuilder toolCall(String tool, String arguments) {
        return OpenAiAnswers.toolCall(tool, arguments);
    }

    /** A failure in the server's form. */
    public static MappingBuilder error(int status, String message) {
        return Stubs.json(OpenAiAnswers.CHAT, status, object("error", message));
    }

    /** The list of models in its own API, all loaded. */
    public static MappingBuilder models(String... names) {
        List<Object> models = new ArrayList<>();
        for (String name : names) {
            models.add(object(
                    "type",
                    "llm",
                    "key",
                    name,
                    "loaded_instances",
                    List.of(object("id", name, "config", object("context_length", 4096))),
                    "max_context_length",
                    8192));
        }
        return Stubs.list("/api/v1/models", object("models", models));
    }

    /** Vectors, one for each text. */
    public static MappingBuilder embeddings(float[]... vectors) {
        return OpenAiAnswers.embeddings(vectors);
    }
}
