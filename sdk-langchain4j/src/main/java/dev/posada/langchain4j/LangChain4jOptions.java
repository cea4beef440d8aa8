// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.posada.BackendOptions;
import java.util.Objects;

/**
 * What a request says to the LangChain4j model behind a {@link LangChain4jHost}: parameters of its provider, such as
 * {@code OpenAiChatRequestParameters}, for a seed, thinking and all that LangChain4j has no common parameter for. What the
 * request sets itself wins over them.
 *
 * @param parameters the parameters
 */
public record LangChain4jOptions(ChatRequestParameters parameters) implements BackendOptions {
    /** Checks that there are parameters. */
    public LangChain4jOptions {
        Objects.requireNonNull(parameters, "parameters");
    }
}
