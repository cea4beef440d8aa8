// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.posada.ErrorDetails;
import dev.posada.RateLimitException;
import dev.posada.testkit.FakeAnswer;
import dev.posada.testkit.FakeHost;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class PosadaStreamingChatModelTest {
    /** In the caller's thread, so that all has happened when the call returns. */
    private static final Executor HERE = Runnable::run;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private PosadaStreamingChatModel model(FakeHost host, ChatModelListener... listeners) {
        return PosadaStreamingChatModel.builder(host.chatModel("any"))
                .executor(HERE)
                .listeners(listeners)
                .build();
    }

    private class Recording implements StreamingChatResponseHandler {
        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            heard.add(part.text());
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            heard.add("complete");
        }

        @Override
        public void onError(Throwable error) {
            heard.add(error.getClass().getName());
        }
    }

    @Test
    void saysNothingMoreOnceCancelledAndLetsGoOfTheHost() {
        FakeHost host = FakeHost.create().says("one", "two", "three");

        model(host).chat("Count.", new Recording() {
            @Override
            public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                super.onPartialResponse(part, context);
                context.streamingHandle().cancel();
            }
        });

        assertThat(heard).containsExactly("one");
        assertThat(host.openAnswers()).isZero();
    }

    @Test
    void endsInOneErrorForHandlerAndListenerAlike() {
        FakeHost host = FakeHost.create()
                .retryPolicy(dev.posada.RetryPolicy.defaults().maxRetries(0))
                .fails(() -> new RateLimitException("Slow down.", ErrorDetails.none()));
        List<Throwable> listened = new CopyOnWriteArrayList<>();

        model(host, new ChatModelListener() {
                    @Override
                    public void onError(ChatModelErrorContext context) {
                        listened.add(context.error());
                    }
                })
                .chat("Hello?", new Recording());

        assertThat(heard).containsExactly("dev.langchain4j.exception.RateLimitException");
        assertThat(listened).singleElement().isInstanceOf(dev.langchain4j.exception.RateLimitException.class);
    }

    @Test
    void reportsWhatIsRefusedBeforeItIsSentThroughTheHandlerToo() {
        FakeHost host = FakeHost.create();

        model(host).chat(List.of(UserMessage.from("ana", "Hello?")), new Recording());

        assertThat(heard).containsExactly(UnsupportedFeatureException.class.getName());
        assertThat(host.requests()).isEmpty();
    }

    @Test
    void handsThoughtsOnApartFromWords() {
        FakeHost host = FakeHost.create()
                .answers(FakeAnswer.thinking("Hm, ").thenThinking("yes.").thenSaying("Yes."));

        model(host).chat("Sure?", new Recording() {
            @Override
            public void onPartialThinking(dev.langchain4j.model.chat.response.PartialThinking part) {
                heard.add("(" + part.text() + ")");
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                heard.add(response.aiMessage().thinking());
            }
        });

        assertThat(heard).containsExactly("(Hm, )", "(yes.)", "Yes.", "Hm, yes.");
    }
}
