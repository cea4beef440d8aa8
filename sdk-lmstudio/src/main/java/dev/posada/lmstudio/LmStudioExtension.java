// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.EmbeddingRequest;
import dev.posada.ModelRequest;
import dev.posada.openai.OpenAiExtension;
import java.util.Map;

/** Puts LM Studio's own options into requests. */
final class LmStudioExtension implements OpenAiExtension {
    private final LmStudioOptions defaults;

    LmStudioExtension(LmStudioOptions defaults) {
        this.defaults = defaults;
    }

    @Override
    public Class<LmStudioOptions> optionsType() {
        return LmStudioOptions.class;
    }

    @Override
    public Map<String, String> fields(ModelRequest request) {
        return options(request).fields();
    }

    /** Of all options only the time to live has a meaning for vectors. */
    @Override
    public Map<String, String> fields(EmbeddingRequest request) {
        String ttl = options(request).fields().get("ttl");
        return ttl == null ? Map.of() : Map.of("ttl", ttl);
    }

    LmStudioOptions options(ModelRequest request) {
        return request.options(LmStudioOptions.class)
                .map(own -> own.over(defaults))
                .orElse(defaults);
    }

    private LmStudioOptions options(EmbeddingRequest request) {
        return ownOptions(request).over(defaults);
    }

    /** What the request itself sets. */
    LmStudioOptions ownOptions(EmbeddingRequest request) {
        return request.options()
                .filter(LmStudioOptions.class::isInstance)
                .map(LmStudioOptions.class::cast)
                .orElse(LmStudioOptions.none());
    }
}
