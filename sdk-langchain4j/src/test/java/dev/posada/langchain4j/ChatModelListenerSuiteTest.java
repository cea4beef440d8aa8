// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.common.AbstractChatModelListenerIT;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.posada.ChatRequest;

/** LangChain4j's suite for those who listen to chat models. */
class ChatModelListenerSuiteTest extends AbstractChatModelListenerIT {
    @Override
    protected ChatModel createModel(ChatModelListener listener) {
        return model(modelName(), listener);
    }

    @Override
    protected ChatModel createFailingModel(ChatModelListener listener) {
        return model(WellReadHost.LOCKED, listener);
    }

    private ChatModel model(String name, ChatModelListener listener) {
        return PosadaChatModel.builder(new WellReadHost().chatModel(name))
                .settings(ChatRequest.builder()
                        .temperature(temperature())
                        .topP(topP())
                        .maxTokens(maxTokens())
                        .build())
                .listeners(listener)
                .build();
    }

    @Override
    protected String modelName() {
        return "reader";
    }

    @Override
    protected Class<? extends Exception> expectedExceptionClass() {
        return AuthenticationException.class;
    }
}
