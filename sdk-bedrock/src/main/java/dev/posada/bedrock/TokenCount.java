// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.CallPolicy;
import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import dev.posada.UnsupportedFeatureException;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;

/** Counts the tokens of a prompt over CountTokens. */
final class TokenCount {
    private final Bedrock host;
    private final String name;
    private final BedrockModel model;
    private final ErrorDetails where;

    TokenCount(Bedrock host, String name) {
        this.host = host;
        this.name = name;
        this.model = host.facts(name);
        this.where = host.where(name);
    }

    /**
     * How many tokens the prompt has.
     *
     * @throws UnsupportedFeatureException if the model can't have its tokens counted; the message names other ways
     */
    int of(BedrockQuestion question, CallPolicy policy) {
        model.require(ModelFeature.COUNT_TOKENS, where);
        ConverseTokensRequest prompt = prompt(question.request());
        try {
            CountTokensResponse answer = policy.run(call -> host.clients()
                    .ask(
                            call,
                            where,
                            settings -> host.clients()
                                    .runtime()
                                    .countTokens(request -> request.modelId(name)
                                            .input(input -> input.converse(prompt))
                                            .overrideConfiguration(settings))));
            return tokens(answer);
        } catch (UnsupportedFeatureException e) {
            throw new UnsupportedFeatureException(
                    e.getMessage() + " " + model.refusal(ModelFeature.COUNT_TOKENS), where, e);
        }
    }

    private int tokens(CountTokensResponse answer) {
        if (answer.inputTokens() == null) {
            throw new ProtocolException(
                    "The answer of " + BedrockErrors.server(where) + " for the model " + name
                            + " makes no sense: it holds no number of tokens.",
                    where);
        }
        return answer.inputTokens();
    }

    private static ConverseTokensRequest prompt(ConverseStreamRequest request) {
        ConverseTokensRequest.Builder prompt = ConverseTokensRequest.builder()
                .messages(request.messages())
                .toolConfig(request.toolConfig())
                .additionalModelRequestFields(request.additionalModelRequestFields());
        if (request.hasSystem()) {
            prompt.system(request.system());
        }
        return prompt.build();
    }
}
