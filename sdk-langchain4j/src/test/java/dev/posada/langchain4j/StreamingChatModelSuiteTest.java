// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.common.AbstractStreamingChatModelIT;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import org.mockito.InOrder;

/** LangChain4j's suite for streaming chat models, over a scripted host. */
class StreamingChatModelSuiteTest extends AbstractStreamingChatModelIT {
    private final dev.posada.ChatModel model = new WellReadHost().chatModel("reader");

    @Override
    protected List<StreamingChatModel> models() {
        return List.of(PosadaStreamingChatModel.of(model));
    }

    @Override
    public StreamingChatModel createModelWith(ChatModelListener listener) {
        return PosadaStreamingChatModel.builder(model).listeners(listener).build();
    }

    @Override
    protected StreamingChatModel createModelWith(ChatRequestParameters parameters) {
        return PosadaStreamingChatModel.builder(model)
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
    protected Class<? extends ChatResponseMetadata> chatResponseMetadataType(StreamingChatModel ofSuite) {
        return PosadaResponseMetadata.class;
    }

    /** The suite waits 30 seconds to see that nothing more comes; it does so with {@code -Dlangchain4j.slow=true}. */
    @Override
    protected boolean supportsStreamingCancellation() {
        return Boolean.getBoolean("langchain4j.slow");
    }

    @Override
    protected void verifyToolCallbacks(StreamingChatResponseHandler handler, InOrder order, String id) {
        verifyPieces(handler, order, 0, id, "getWeather", "{\"city\":", "\"Munich\"}");
        order.verify(handler).onCompleteToolCall(complete(0, id, "getWeather", "{\"city\":\"Munich\"}"));
    }

    /** No call of an answer is known to be complete before the answer is. */
    @Override
    protected void verifyToolCallbacks(StreamingChatResponseHandler handler, InOrder order, String id1, String id2) {
        verifyPieces(handler, order, 0, id1, "getWeather", "{\"city\":", "\"Munich\"}");
        verifyPieces(handler, order, 1, id2, "getTime", "{\"country\":", "\"France\"}");
        order.verify(handler).onCompleteToolCall(complete(0, id1, "getWeather", "{\"city\":\"Munich\"}"));
        order.verify(handler).onCompleteToolCall(complete(1, id2, "getTime", "{\"country\":\"France\"}"));
    }

    private static void verifyPieces(
            StreamingChatResponseHandler handler, InOrder order, int index, String id, String tool, String... pieces) {
        for (String piece : pieces) {
            order.verify(handler).onPartialToolCall(eq(partial(index, id, tool, piece)), any());
        }
    }
}
