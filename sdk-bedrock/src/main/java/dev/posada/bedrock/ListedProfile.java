// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ModelInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;

/**
 * An inference profile as the control plane lists it.
 *
 * @param name what to call it by: its id, or its ARN if the account made it
 * @param bases the ids of the foundation models behind it
 */
record ListedProfile(String name, String type, String status, List<String> bases) {
    static ListedProfile of(InferenceProfileSummary summary) {
        boolean isOfAccount = summary.type() == InferenceProfileType.APPLICATION;
        return new ListedProfile(
                String.valueOf(isOfAccount ? summary.inferenceProfileArn() : summary.inferenceProfileId()),
                String.valueOf(summary.typeAsString()),
                String.valueOf(summary.statusAsString()),
                BedrockCatalogue.bases(summary.models()));
    }

    /** The id of the foundation model behind it, or an empty text. */
    String base() {
        return bases.isEmpty() ? "" : bases.get(0);
    }

    ModelInfo info(BedrockModel facts, @Nullable ListedModel model) {
        InvokeBody json = new InvokeBody()
                .text("inferenceProfileId", name)
                .text("type", type)
                .text("status", status)
                .texts("models", bases);
        if (model != null) {
            json.object("model", model.json());
        }
        return ModelCapabilities.info(name, facts, model).json(json.toString()).build();
    }
}
