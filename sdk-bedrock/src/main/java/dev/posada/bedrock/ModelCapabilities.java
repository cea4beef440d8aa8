// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ModelInfo;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a model can do, from what the control plane lists of it and from what the data file knows. */
final class ModelCapabilities {
    private static final Map<Capability, ModelFeature> SAME = Map.of(
            Capability.TOOLS, ModelFeature.TOOLS,
            Capability.STRUCTURED_OUTPUT, ModelFeature.STRUCTURED_OUTPUT,
            Capability.IMAGES, ModelFeature.IMAGES,
            Capability.DOCUMENTS, ModelFeature.DOCUMENTS,
            Capability.VIDEO, ModelFeature.VIDEO,
            Capability.AUDIO, ModelFeature.AUDIO);
    private static final Map<String, Capability> INPUTS = Map.of(
            "IMAGE", Capability.IMAGES,
            "VIDEO", Capability.VIDEO,
            "AUDIO", Capability.AUDIO,
            "SPEECH", Capability.AUDIO);

    private final BedrockModel facts;
    private final @Nullable ListedModel listed;

    private ModelCapabilities(BedrockModel facts, @Nullable ListedModel listed) {
        this.facts = facts;
        this.listed = listed;
    }

    static ModelInfo.Builder info(BedrockModel facts, @Nullable ListedModel listed) {
        return info(facts.id().text(), facts, listed);
    }

    static ModelInfo.Builder info(String name, BedrockModel facts, @Nullable ListedModel listed) {
        Optional<EmbeddingDialect> dialect = EmbeddingDialect.of(facts.base());
        return ModelInfo.builder(name)
                .capabilities(new ModelCapabilities(facts, listed).capabilities())
                .contextWindow(boxed(facts.contextWindow()))
                .embeddingLength(
                        dialect.map(words -> Collections.max(words.lengths())).orElse(null))
                .family(listed == null ? facts.id().provider().orElse(null) : listed.provider());
    }

    private static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    /** Only a model that the data file has can be said to lack something. */
    private Capabilities capabilities() {
        if (facts.has(ModelFeature.RERANK)) {
            return Capabilities.of(Capability.RERANK);
        }
        if (facts.has(ModelFeature.EMBEDDINGS) || outputs().contains("EMBEDDING")) {
            return Capabilities.of(Capability.EMBEDDING);
        }
        return facts.has(ModelFeature.CONVERSE) ? Capabilities.of(chat()) : Capabilities.unknown();
    }

    private Set<Capability> chat() {
        Set<Capability> known = EnumSet.of(Capability.CHAT);
        SAME.forEach((capability, feature) -> {
            if (facts.has(feature)) {
                known.add(capability);
            }
        });
        inputs().forEach(input -> Optional.ofNullable(INPUTS.get(input)).ifPresent(known::add));
        boolean canBeMadeToCall = facts.has(ModelFeature.ANY_TOOL) || facts.has(ModelFeature.NAMED_TOOL);
        if (canBeMadeToCall) {
            known.add(Capability.STRUCTURED_OUTPUT); // by a tool whose arguments are the answer
        }
        if (facts.thinking() != ThinkingStyle.NONE && facts.thinking() != ThinkingStyle.UNKNOWN) {
            known.add(Capability.THINKING);
        }
        return known;
    }

    private List<String> inputs() {
        return listed == null ? List.of() : listed.inputs();
    }

    private List<String> outputs() {
        return listed == null ? List.of() : listed.outputs();
    }
}
