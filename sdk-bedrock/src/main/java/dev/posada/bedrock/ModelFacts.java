// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the data file: what is known of all models whose ids begin so; the rest is {@code null}.
 *
 * @param id the beginning of the ids, without the prefix of an inference profile unless it is meant for that profile alone
 * @param like the id of the model whose facts these models share, for ARNs that do not tell
 * @param supports features that they have
 * @param lacks features that they do not have
 * @param profiles the prefixes of the inference profiles that there are
 */
record ModelFacts(
        String id,
        @Nullable String like,
        Set<ModelFeature> supports,
        Set<ModelFeature> lacks,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutput,
        @Nullable ThinkingStyle thinking,
        List<String> profiles) {

    static final ModelFacts NOTHING = new ModelFacts("", null, Set.of(), Set.of(), null, null, null, List.of());

    /** Copies the collections. */
    ModelFacts {
        supports = Set.copyOf(supports);
        lacks = Set.copyOf(lacks);
        profiles = List.copyOf(profiles);
    }

    /** These facts where the more special ones say nothing. */
    ModelFacts overriddenBy(ModelFacts special) {
        return new ModelFacts(
                special.id,
                special.like == null ? like : special.like,
                merged(supports, special.supports, special.lacks),
                merged(lacks, special.lacks, special.supports),
                special.contextWindow == null ? contextWindow : special.contextWindow,
                special.maxOutput == null ? maxOutput : special.maxOutput,
                special.thinking == null ? thinking : special.thinking,
                special.profiles.isEmpty() ? profiles : special.profiles);
    }

    private static Set<ModelFeature> merged(Set<ModelFeature> all, Set<ModelFeature> more, Set<ModelFeature> gone) {
        Set<ModelFeature> merged = EnumSet.noneOf(ModelFeature.class);
        merged.addAll(all);
        merged.addAll(more);
        merged.removeAll(gone);
        return merged;
    }
}
