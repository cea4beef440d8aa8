// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.EmbeddingRequest;
import dev.posada.ModelRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Adds {@link OpenAiOptions} to requests.
 *
 * @param defaults those of the host, which a request's own win over
 */
record OpenAiOwnFields(OpenAiOptions defaults) implements OpenAiExtension {
    @Override
    public Class<? extends BackendOptions> optionsType() {
        return OpenAiOptions.class;
    }

    @Override
    public Map<String, String> fields(ModelRequest request) {
        return merged(request.options(OpenAiOptions.class)).fields();
    }

    /** The host's options are about answers in words; vectors get the request's own only. */
    @Override
    public Map<String, String> fields(EmbeddingRequest request) {
        return request.options()
                .filter(OpenAiOptions.class::isInstance)
                .map(OpenAiOptions.class::cast)
                .orElse(OpenAiOptions.none())
                .fields();
    }

    @Override
    public boolean showsSchema(ChatRequest request) {
        return merged(request.options(OpenAiOptions.class)).schemaInPrompt().orElse(true);
    }

    private OpenAiOptions merged(Optional<OpenAiOptions> own) {
        return own.orElse(OpenAiOptions.none()).orElse(defaults);
    }
}
