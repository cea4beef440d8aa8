// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ModelInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrock.model.FoundationModelDetails;
import software.amazon.awssdk.services.bedrock.model.FoundationModelLifecycle;
import software.amazon.awssdk.services.bedrock.model.FoundationModelSummary;

/**
 * A foundation model as the control plane lists it.
 *
 * @param inputs what it reads, such as TEXT and IMAGE
 * @param outputs what it writes, such as TEXT or EMBEDDING
 * @param callTypes how it can be called, such as ON_DEMAND; empty if that is not told
 * @param lifecycle ACTIVE or LEGACY
 */
record ListedModel(
        String id,
        String modelName,
        String provider,
        List<String> inputs,
        List<String> outputs,
        boolean streams,
        List<String> callTypes,
        String lifecycle) {

    static ListedModel of(FoundationModelSummary summary) {
        return new ListedModel(
                String.valueOf(summary.modelId()),
                text(summary.modelName()),
                text(summary.providerName()),
                summary.inputModalitiesAsStrings(),
                summary.outputModalitiesAsStrings(),
                Boolean.TRUE.equals(summary.responseStreamingSupported()),
                summary.inferenceTypesSupportedAsStrings(),
                status(summary.modelLifecycle()));
    }

    static ListedModel of(FoundationModelDetails details) {
        return new ListedModel(
                String.valueOf(details.modelId()),
                text(details.modelName()),
                text(details.providerName()),
                details.inputModalitiesAsStrings(),
                details.outputModalitiesAsStrings(),
                Boolean.TRUE.equals(details.responseStreamingSupported()),
                details.inferenceTypesSupportedAsStrings(),
                status(details.modelLifecycle()));
    }

    private static String status(@Nullable FoundationModelLifecycle lifecycle) {
        return lifecycle == null ? "" : text(lifecycle.statusAsString());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Whether the bare id can be called; others are called by an inference profile, or not at all. */
    boolean isOnDemand() {
        return callTypes.isEmpty() || callTypes.contains("ON_DEMAND");
    }

    ModelInfo info(BedrockModel facts) {
        return ModelCapabilities.info(facts, this).json(json().toString()).build();
    }

    InvokeBody json() {
        return new InvokeBody()
                .text("modelId", id)
                .text("modelName", modelName)
                .text("providerName", provider)
                .texts("inputModalities", inputs)
                .texts("outputModalities", outputs)
                .json("responseStreamingSupported", String.valueOf(streams))
                .texts("inferenceTypesSupported", callTypes)
                .text("lifecycle", lifecycle);
    }
}
