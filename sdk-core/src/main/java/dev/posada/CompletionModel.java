// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/**
 * A model that continues a text as it is, with no chat template around it, or fills a gap in it. Light and thread-safe.
 *
 * <p>All methods that ask the model throw {@link PosadaException} if it does not answer in full.
 */
public interface CompletionModel {
    /** The model's name on its host. */
    String name();

    /** The host that serves the model. */
    ModelHost host();

    /**
     * A stream of the text that comes next. Nothing is sent before the first event is asked for.
     *
     * @throws UnsupportedFeatureException if the host or model can't do what the request asks for
     */
    ChatStream stream(CompletionRequest request);

    /** The text that comes next. The calling thread waits for it. */
    default ChatResponse complete(CompletionRequest request) {
        try (ChatStream stream = stream(request)) {
            return stream.response();
        }
    }

    /** The text that comes next. The calling thread waits for it. */
    default ChatResponse complete(String prompt) {
        return complete(CompletionRequest.of(prompt));
    }
}
