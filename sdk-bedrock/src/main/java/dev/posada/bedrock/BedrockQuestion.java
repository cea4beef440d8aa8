// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailStreamConfiguration;

/**
 * A request in Bedrock's words.
 *
 * @param request the request, as a stream would be asked for
 * @param streamed whether a stream is asked for
 * @param formatTool the tool whose arguments are the text of the answer, or {@code null} where there is none
 * @param warnings what the caller should know of how the request was put
 */
record BedrockQuestion(
        ConverseStreamRequest request,
        boolean streamed,
        @Nullable String formatTool,
        List<ChatWarning> warnings) {

    /** For a stream, tied to its call. */
    ConverseStreamRequest forStream(AwsRequestOverrideConfiguration configuration) {
        return request.toBuilder().overrideConfiguration(configuration).build();
    }

    /** For an answer in one piece, tied to its call. */
    ConverseRequest forWhole(AwsRequestOverrideConfiguration configuration) {
        ConverseRequest.Builder whole = ConverseRequest.builder()
                .overrideConfiguration(configuration)
                .modelId(request.modelId())
                .messages(request.messages())
                .inferenceConfig(request.inferenceConfig())
                .toolConfig(request.toolConfig())
                .additionalModelRequestFields(request.additionalModelRequestFields())
                .performanceConfig(request.performanceConfig())
                .serviceTier(request.serviceTier())
                .outputConfig(request.outputConfig());
        if (request.hasSystem()) {
            whole.system(request.system());
        }
        if (request.hasAdditionalModelResponseFieldPaths()) {
            whole.additionalModelResponseFieldPaths(request.additionalModelResponseFieldPaths());
        }
        if (request.hasRequestMetadata()) {
            whole.requestMetadata(request.requestMetadata());
        }
        GuardrailStreamConfiguration guardrail = request.guardrailConfig();
        if (guardrail != null) {
            whole.guardrailConfig(GuardrailConfiguration.builder()
                    .guardrailIdentifier(guardrail.guardrailIdentifier())
                    .guardrailVersion(guardrail.guardrailVersion())
                    .trace(guardrail.trace())
                    .build());
        }
        return whole.build();
    }
}
