// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import dev.posada.ChatModel;
import dev.posada.ChatStream;
import dev.posada.ModelHost;
import dev.posada.ollama.Ollama;
import dev.posada.openai.OpenAiCompatible;

/** Posada, all its guarantees on. */
public final class PosadaContestant implements Contestant {
    /** For the programs that measure. */
    public PosadaContestant() {}

    @Override
    public Client open(Wire wire, String url) {
        ModelHost host = switch (wire) {
            case OLLAMA -> Ollama.at(url);
            case OPENAI -> OpenAiCompatible.at(url);
        };
        return new PosadaClient(host, host.chatModel("stand-in"));
    }

    private record PosadaClient(ModelHost host, ChatModel model) implements Client {
        @Override
        public String chat(String prompt) {
            return model.chat(prompt).text();
        }

        @Override
        public void stream(String prompt, Words reader) {
            try (ChatStream stream = model.stream(prompt)) {
                for (String words : stream.text()) {
                    if (!reader.take(words)) {
                        return;
                    }
                }
            }
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
