// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.posada.ErrorDetails;
import dev.posada.spi.Call;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer that comes in pieces, in whatever thread the provider hands them over. */
final class StreamingSource implements EventSource {
    private static final System.Logger LOG = System.getLogger(StreamingSource.class.getName());
    private static final int PIECES_AHEAD = 64;

    private final Call call;
    private final ErrorDetails where;
    private final Pieces pieces = new Pieces(PIECES_AHEAD);
    private final AnswerPieces answer = new AnswerPieces();
    private final FutureTask<?> asking;
    private volatile @Nullable StreamingHandle handle;
    private volatile boolean cutOff;
    private boolean finished; // the reading thread's

    StreamingSource(StreamingChatModel model, HostedRequest request, Call call, Executor executor, ErrorDetails where) {
        this.call = call;
        this.where = where;
        asking = new FutureTask<>(() -> ask(model, request), null);
        request.warnings().forEach(warning -> pieces.put(sink -> sink.warning(warning)));
        call.onCancel(this::cutOff);
        executor.execute(asking);
    }

    /** Some models only start here, others hand over the whole answer before they return. */
    private void ask(StreamingChatModel model, HostedRequest request) {
        try {
            model.chat(request.request(), new Receiver());
        } catch (RuntimeException | Error e) {
            pieces.end(e);
        }
    }

    @Override
    public boolean advance(EventSink sink) {
        Consumer<EventSink> piece = next();
        if (piece == null) {
            call.ensureRunning();
            return false;
        }
        // A provider as fast as the reader would otherwise never let this end, and all that it says would wait in
        // memory.
        for (int left = PIECES_AHEAD; piece != null; left--) {
            piece.accept(sink);
            piece = left > 1 ? pieces.poll() : null;
        }
        return !finished;
    }

    private @Nullable Consumer<EventSink> next() {
        try {
            return pieces.take();
        } catch (Pieces.Failed e) {
            throw Failures.toPosada(e.reason(), where);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.ensureRunning();
            throw Failures.toPosada(e, where);
        }
    }

    @Override
    public void close() {
        if (!finished) {
            cutOff();
        }
        pieces.close();
    }

    private void cutOff() {
        cutOff = true;
        pieces.close();
        StreamingHandle known = handle;
        if (known != null) {
            cancel(known);
        }
        asking.cancel(true);
    }

    private static void cancel(StreamingHandle handle) {
        try {
            handle.cancel();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A LangChain4j model did not let its answer be cancelled.", e);
        }
    }

    private final class Receiver implements StreamingChatResponseHandler {
        @Override
        public void onPartialResponse(String text) {
            hand(sink -> answer.text(text, sink));
        }

        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            remember(context.streamingHandle());
            onPartialResponse(part.text());
        }

        @Override
        public void onPartialThinking(PartialThinking part) {
            hand(sink -> answer.thinking(part.text(), sink));
        }

        @Override
        public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
            remember(context.streamingHandle());
            onPartialThinking(part);
        }

        @Override
        public void onPartialToolCall(PartialToolCall part) {
            hand(sink -> answer.partialCall(part.index(), part.id(), part.name(), part.partialArguments(), sink));
        }

        @Override
        public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
            remember(context.streamingHandle());
            onPartialToolCall(part);
        }

        @Override
        public void onCompleteToolCall(CompleteToolCall whole) {
            hand(sink -> answer.call(whole.index(), whole.toolExecutionRequest(), sink));
        }

        @Override
        public void onUnmappedRawEvent(Object event) {
            hand(sink -> answer.unmapped());
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            hand(sink -> {
                answer.complete(response, sink);
                finished = true;
            });
            pieces.end(null);
        }

        @Override
        public void onError(Throwable error) {
            pieces.end(error);
        }

        private void hand(Consumer<EventSink> piece) {
            pieces.put(piece);
        }

        private void remember(StreamingHandle current) {
            handle = current;
            if (cutOff) {
                cancel(current);
            }
        }
    }
}
