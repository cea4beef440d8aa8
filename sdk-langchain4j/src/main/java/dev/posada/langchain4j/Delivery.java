// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.posada.ChatEvent;
import dev.posada.ChatStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands the events of one answer to a handler of LangChain4j. */
final class Delivery implements StreamingHandle {
    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

    private final StreamingChatResponseHandler handler;
    private final Map<Integer, ChatEvent.ToolCallStarted> calls = new HashMap<>();
    private final Set<Integer> withPartialArguments = new HashSet<>();
    private volatile boolean cancelled;
    private volatile @Nullable ChatStream stream;

    Delivery(StreamingChatResponseHandler handler) {
        this.handler = handler;
    }

    /** Reads the answer to its end, in this thread. */
    void run(Supplier<ChatStream> opener) {
        try (ChatStream opened = opener.get()) {
            stream = opened;
            for (ChatEvent event : opened) {
                deliver(event);
                if (cancelled) {
                    return;
                }
            }
        } catch (RuntimeException e) {
            fail(Failures.toLangChain4j(e));
        } catch (Error e) {
            fail(e);
            throw e;
        }
    }

    /** The answer failed. Nobody hears of it who has cancelled it. */
    void fail(Throwable failure) {
        if (!cancelled) {
            tellOfError(failure);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        ChatStream opened = stream;
        if (opened != null) {
            opened.cancel();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    private void deliver(ChatEvent event) {
        if (event instanceof ChatEvent.TextDelta delta) {
            call(() -> handler.onPartialResponse(new PartialResponse(delta.text()), new PartialResponseContext(this)));
        } else if (event instanceof ChatEvent.ThinkingDelta delta) {
            call(() -> handler.onPartialThinking(new PartialThinking(delta.text()), new PartialThinkingContext(this)));
        } else if (event instanceof ChatEvent.ToolCallStarted started) {
            calls.put(started.index(), started);
        } else if (event instanceof ChatEvent.ToolArgumentsDelta delta) {
            partialCall(delta.index(), delta.json());
        } else if (event instanceof ChatEvent.ToolCallReady ready) {
            if (!withPartialArguments.contains(ready.index())) {
                partialCall(ready.index(), ready.call().arguments()); // the parts always add up to the whole
            }
            call(() -> handler.onCompleteToolCall(
                    new CompleteToolCall(ready.index(), AssistantParts.toLangChain4j(ready.call()))));
        } else if (event instanceof ChatEvent.Finished finished) {
            call(() -> handler.onCompleteResponse(AnswerMapper.toLangChain4j(finished.response())));
        }
        // Who answers and what to be warned of is in the metadata of the whole.
    }

    private void partialCall(int index, String arguments) {
        ChatEvent.ToolCallStarted started = calls.get(index);
        if (started == null || arguments.isEmpty() || cancelled) {
            return;
        }
        withPartialArguments.add(index);
        PartialToolCall part = PartialToolCall.builder()
                .index(index)
                .id(started.id())
                .name(started.name())
                .partialArguments(arguments)
                .build();
        call(() -> handler.onPartialToolCall(part, new PartialToolCallContext(this)));
    }

    /** What a handler throws is told to the handler, and the answer goes on: LangChain4j's suites want it so. */
    private void call(Runnable callback) {
        if (cancelled) {
            return;
        }
        try {
            callback.run();
        } catch (RuntimeException e) {
            tellOfError(e);
        }
    }

    private void tellOfError(Throwable failure) {
        try {
            handler.onError(failure);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A handler's onError failed itself.", e);
        }
    }
}
