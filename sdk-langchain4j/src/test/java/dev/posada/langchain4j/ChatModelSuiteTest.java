// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.common.AbstractChatModelIT;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import java.util.List;

/** LangChain4j's suite for chat models, in full, over a scripted host. */
class ChatModelSuiteTest extends AbstractChatModelIT {
    private final dev.posada.ChatModel model = new WellReadHost().chatModel("reader");

    @Override
    protected List<ChatModel> models() {
        return List.of(PosadaChatModel.of(model));
    }

    @Override
    protected ChatModel createModelWith(ChatRequestParameters parameters) {
        return PosadaChatModel.builder(model)
                .defaultRequestParameters(parameters)
                .build();
    }

    @Override
    protected String customModelName() {
        return "another-reader";
    }

    @Override
    protected ChatRequestParameters createIntegrationSpecificParameters(int maxOutputTokens) {
        return createParameters(maxOutputTokens);
    }

    @Override
    protected Class<? extends ChatResponseMetadata> chatResponseMetadataType(ChatModel ofSuite) {
        return PosadaResponseMetadata.class;
    }
}
