// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import dev.posada.ChatModel;
import dev.posada.ChatStream;
import dev.posada.ModelHost;
import dev.posada.bedrock.Bedrock;
import dev.posada.ollama.Ollama;
import dev.posada.openai.OpenAiCompatible;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Posada, all its guarantees on. */
public final class PosadaContestant implements Contestant {
    /** For the programs that measure. */
    public PosadaContestant() {}

    @Override
    public Client open(Wire wire, String url) {
        ModelHost host = switch (wire) {
            case OLLAMA -> Ollama.at(url);
            case OPENAI -> OpenAiCompatible.at(url);
            case BEDROCK -> OnBedrock.open(url);
        };
        return new PosadaClient(host, host.chatModel(wire == Wire.BEDROCK ? Wire.BEDROCK_MODEL : "stand-in"));
    }

    /** Apart from the others, which have no AWS SDK on the class path. */
    private static final class OnBedrock {
        static ModelHost open(String url) {
            return Bedrock.builder()
                    .region(Region.US_EAST_1)
                    .endpoint(url)
                    .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("made-up", "made-up")))
                    .build();
        }
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
