// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.ChatResponse;
import dev.posada.ChatWarning;
import dev.posada.Fallback;
import java.util.Map;

/**
 * Asks a server on this machine, and Amazon Bedrock where that is down. Where AWS is not set up either, the demo model inside
 * this JVM stands in for it, so that the example runs anywhere.
 *
 * <p>Arguments: the URI of the first model and that of the second.
 */
public final class Example10Fallback {
    private Example10Fallback() {}

    /** Runs the example. */
    public static void main(String[] args) {
        String first = args.length > 0 ? args[0] : "ollama://localhost/llama3.2?connectTimeout=1s&retries=0";
        String second = args.length > 1 ? args[1] : secondChoice(System.getenv());

        try (ChatModel local = ChatModel.open(first);
                ChatModel cloud = ChatModel.open(second)) {
            ChatModel model = Fallback.defaults().over(local, cloud);

            ChatResponse response = model.chat("Should I rent a server or pay per use?");

            for (ChatWarning warning : response.warnings()) {
                System.err.println(warning.message());
            }
            System.out.println(response.model() + ": " + response.text());
        }
    }

    private static String secondChoice(Map<String, String> environment) {
        String region = environment.get("AWS_REGION");
        boolean hasKey = environment.containsKey("AWS_ACCESS_KEY_ID")
                || environment.containsKey("AWS_PROFILE")
                || environment.containsKey("AWS_BEARER_TOKEN_BEDROCK");
        return region != null && hasKey
                ? "bedrock://" + region + "/openai.gpt-oss-20b-1:0"
                : "embedded://demo/posada-tiny";
    }
}
