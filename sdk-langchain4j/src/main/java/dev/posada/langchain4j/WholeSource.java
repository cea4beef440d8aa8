// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.posada.ErrorDetails;
import dev.posada.spi.Call;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.concurrent.Executor;

/** An answer that comes as a whole. */
final class WholeSource implements EventSource {
    private final ChatModel model;
    private final HostedRequest request;
    private final Call call;
    private final Executor executor;
    private final ErrorDetails where;

    WholeSource(ChatModel model, HostedRequest request, Call call, Executor executor, ErrorDetails where) {
        this.model = model;
        this.request = request;
        this.call = call;
        this.executor = executor;
        this.where = where;
    }

    @Override
    public boolean advance(EventSink sink) {
        ChatResponse response = Waiting.forResult(() -> model.chat(request.request()), call, executor, where);
        request.warnings().forEach(sink::warning);
        new AnswerPieces().complete(response, sink);
        return false;
    }

    @Override
    public void close() {} // nothing is held between calls
}
