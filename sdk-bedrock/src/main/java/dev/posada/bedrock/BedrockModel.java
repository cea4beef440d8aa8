// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ErrorDetails;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the data file knows of a model. A feature that it does not mention is neither had nor lacked: such a request is sent,
 * and the service decides. Immutable and thread-safe.
 */
final class BedrockModel {
    private final ModelId id;
    private final ModelFacts facts;

    BedrockModel(ModelId id, ModelFacts facts) {
        this.id = id;
        this.facts = facts;
    }

    /** The id that was asked for. */
    ModelId id() {
        return id;
    }

    /** The id of the model behind it, without region or profile; empty for an ARN that does not tell and was not described. */
    String base() {
        return facts.like() == null ? id.base() : ModelId.of(facts.like()).base();
    }

    /** Whether the model is known to have a feature. */
    boolean has(ModelFeature feature) {
        return facts.supports().contains(feature);
    }

    /** Whether the model is known to lack a feature. */
    boolean lacks(ModelFeature feature) {
        return facts.lacks().contains(feature);
    }

    /**
     * Goes on unless the model is known to lack a feature.
     *
     * @param where the host, for the error
     * @throws UnsupportedFeatureException if it lacks it; the sentence says what to do instead
     */
    void require(ModelFeature feature, ErrorDetails where) {
        if (lacks(feature)) {
            throw new UnsupportedFeatureException(refusal(feature), where.model(id.text()));
        }
    }

    /** The sentence that says that the model lacks a feature, and what to do instead. */
    String refusal(ModelFeature feature) {
        return "The model " + id.text() + " on Amazon Bedrock " + feature.complaint() + ". " + feature.advice()
                + ". If the model has learnt it since, say so with Bedrock.Builder.modelData.";
    }

    /** How its thinking is set. */
    ThinkingStyle thinking() {
        return facts.thinking() == null ? ThinkingStyle.UNKNOWN : facts.thinking();
    }

    /** How many tokens of prompt and answer fit together. */
    OptionalInt contextWindow() {
        return facts.contextWindow() == null ? OptionalInt.empty() : OptionalInt.of(facts.contextWindow());
    }

    /** How many tokens an answer can have. */
    OptionalInt maxOutput() {
        return facts.maxOutput() == null ? OptionalInt.empty() : OptionalInt.of(facts.maxOutput());
    }

    /** Whether the id is a bare one of a model that is called by an inference profile only. */
    boolean needsProfile() {
        return id.isOnDemand() && lacks(ModelFeature.ON_DEMAND);
    }

    /**
     * The id of the inference profile to call the model by.
     *
     * @param region the host's region, such as {@code eu-central-1}
     */
    String profileIn(String region) {
        String geography = ModelId.geography(region);
        List<String> known = facts.profiles();
        boolean isOnlyGlobal = known.contains("global") && !known.contains(geography);
        return (isOnlyGlobal ? "global" : geography) + "." + id.base();
    }

    /**
     * What to do about the service's word that the model can't be called on demand.
     *
     * @param region the host's region
     */
    String profileAdvice(String region) {
        if (!id.isOnDemand()) {
            return "Call it by the id or ARN of an inference profile that is there in " + region
                    + "; models() lists them.";
        }
        List<String> known = facts.profiles();
        String geography = ModelId.geography(region);
        String profile = profileIn(region);
        if (!known.isEmpty() && !known.contains(geography) && !known.contains("global")) {
            return "It has inference profiles for " + String.join(", ", known) + " only, none that is there in "
                    + region + ": open Bedrock in a region of those and call the model " + known.get(0) + "."
                    + id.base() + ".";
        }
        return "Call it as " + profile + ": an inference profile, which lets AWS run the request in "
                + (profile.startsWith("global.") ? "any region" : "several regions of that geography")
                + "; models() lists those of " + region + ".";
    }
}
