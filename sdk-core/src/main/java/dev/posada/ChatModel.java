// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.concurrent.CompletableFuture;

/**
 * A chat model on a host. Light and thread-safe: make as many as you like, share them freely. Nothing is remembered
 * between calls.
 *
 * <p>All methods that ask the model throw {@link PosadaException} if it does not answer in full.
 */
public interface ChatModel extends AutoCloseable {
    /** The model's name on its host. */
    String name();

    /** The host that serves the model. */
    ModelHost host();

    /**
     * A stream of the answer to a request. Nothing is sent before the first event is asked for; what can be known to fail
     * before is thrown here.
     *
     * @throws UnsupportedFeatureException if the host or model can't do what the request asks for
     */
    ChatStream stream(ChatRequest request);

    /** A stream of the answer to a single question. */
    default ChatStream stream(String question) {
        return stream(ChatRequest.of(question));
    }

    /** The answer to a request. The calling thread waits for it. */
    default ChatResponse chat(ChatRequest request) {
        try (ChatStream stream = stream(request)) {
            return stream.response();
        }
    }

    /** The answer to a single question. The calling thread waits for it. */
    default ChatResponse chat(String question) {
        return chat(ChatRequest.of(question));
    }

    /**
     * The answer to a request as a value of a Java type: a record, an enum, or anything that a JSON schema can describe.
     *
     * @throws ProtocolException if the answer does not fit the type; the message holds the answer's text
     * @throws IllegalArgumentException if the type has no JSON schema
     * @see StructuredOutput
     */
    default <T> T chat(ChatRequest request, Class<T> type) {
        StructuredOutput<T> output = StructuredOutput.of(type);
        return output.parse(chat(output.applyTo(request)), DecoratedChatModel.onlyHostOf(this));
    }

    /**
     * The answer to a request, in a thread of its own: a virtual thread where the JVM has them. Cancelling the future
     * cancels the call. The future fails with the {@link PosadaException} of the call.
     */
    default CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
        return AsyncChat.start(stream(request));
    }

    /**
     * How many tokens the host makes of a request's prompt.
     *
     * @throws UnsupportedFeatureException if the host can't count
     */
    default int countTokens(ChatRequest request) {
        throw Unsupported.feature(host(), name(), "can't count tokens");
    }

    /** Closes the host if this model came from {@link #open}; otherwise does nothing: the host closes by itself. */
    @Override
    default void close() {}

    /**
     * Opens a host and its model in one. Closing the model closes the host.
     *
     * @param uri a host URI with a model, such as {@code ollama://localhost/llama3.2}
     * @throws IllegalArgumentException if the URI can't be understood or names no model
     */
    static ChatModel open(String uri) {
        return OwnedChatModel.open(uri);
    }
}
