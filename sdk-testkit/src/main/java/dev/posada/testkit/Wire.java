// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.util.List;
import java.util.Optional;

/**
 * The protocol that a {@link MisbehavingServer} speaks. Those that Posada knows are the static methods; whoever writes a
 * backend for another protocol writes one of these. Implementations are immutable.
 */
public interface Wire {
    /** The tokens of the prompt that every finished answer counts. */
    int INPUT_TOKENS = 7;

    /** The tokens that every finished answer counts. */
    int OUTPUT_TOKENS = 3;

    /** The media type of a streamed answer. */
    String contentType();

    /**
     * Whether a request asks a model, so that a script answers it.
     *
     * @param method in capital letters
     * @param path with its query
     */
    boolean asksModel(String method, String path);

    /**
     * Turns an answer into bytes.
     *
     * @param pieces all pieces of the answer, in their order
     * @return the bytes of each piece, as many as there are pieces; some may be empty
     */
    List<byte[]> encode(List<Piece> pieces);

    /** Bytes that only say that the server is still there; empty if the protocol has none. */
    byte[] keepAlive();

    /** Bytes that stand where a frame is due, and are none. */
    byte[] malformedFrame();

    /** The start of a frame that never ends; the server sends {@code x} after it for as long as anybody listens. */
    byte[] endlessFrame();

    /**
     * The body of an answer that is an error.
     *
     * @param status the status that goes with it
     * @param message what the server says
     */
    String errorBody(int status, String message);

    /** The body of the error of a server that still loads its model. */
    String loadingBody();

    /**
     * The body of an answer to a request for embeddings.
     *
     * @param vectors one per text
     */
    String embeddingsBody(List<List<Double>> vectors);

    /**
     * Answers what a client asks beside its question, about models for instance.
     *
     * @param path with its query
     * @return the body, or empty for a 404
     */
    Optional<String> besides(String path);

    /** Ollama's own API: a JSON object a line. */
    static Wire ollama() {
        return new OllamaWire();
    }

    /** The OpenAI API as most servers have it: server-sent events. */
    static Wire openAi() {
        return new OpenAiWire(OpenAiWire.Kind.OPEN_AI);
    }

    /** llama-server: the OpenAI API with its own errors. */
    static Wire llamaServer() {
        return new OpenAiWire(OpenAiWire.Kind.LLAMA_SERVER);
    }

    /** LM Studio: the OpenAI API with its own errors. */
    static Wire lmStudio() {
        return new OpenAiWire(OpenAiWire.Kind.LM_STUDIO);
    }

    /** Amazon Bedrock's Converse API: binary frames with checksums. */
    static Wire bedrock() {
        return new BedrockWire();
    }
}
