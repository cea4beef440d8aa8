// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.ChatModel;
import dev.posada.EmbeddingModel;
import dev.posada.ModelHost;

/**
 * The model that a command uses, with its open host. Closing it closes the host.
 *
 * @param host the host
 * @param name the model's name on it
 */
record ChosenModel(ModelHost host, String name) implements AutoCloseable {
    ChatModel chatModel() {
        return host.chatModel(name);
    }

    EmbeddingModel embeddingModel() {
        return host.embeddingModel(name);
    }

    @Override
    public void close() {
        host.close();
    }
}
