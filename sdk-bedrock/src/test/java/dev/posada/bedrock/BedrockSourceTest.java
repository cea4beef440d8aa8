// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ErrorDetails;
import dev.posada.spi.EventSink;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;

class BedrockSourceTest {
    private static final int MANY = 100_000;

    private final EventPump pump = new EventPump(ErrorDetails.none(), null);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger texts = new AtomicInteger();
    private final EventSink sink = (EventSink) Proxy.newProxyInstance(
            EventSink.class.getClassLoader(), new Class<?>[] {EventSink.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("text")) {
                    texts.incrementAndGet();
                }
                return null;
            });

    /** Sends at once as many events as it is asked for, so that there is always one more at hand. */
    private final Subscription tireless = new Subscription() {
        @Override
        public void request(long count) {
            for (long i = 0; i < count && sent.get() < MANY; i++) {
                sent.incrementAndGet();
                pump.onNext(ConverseStreamOutput.contentBlockDeltaBuilder()
                        .delta(ContentBlockDelta.fromText("word "))
                        .contentBlockIndex(0)
                        .build());
            }
        }

        @Override
        public void cancel() {}
    };

    @Test
    void returnsToTheReaderThoughTheServerHasAlwaysMore() {
        pump.onEventStream(SdkPublisher.adapt(subscriber -> subscriber.onSubscribe(tireless)));
        pump.awaitHead();
        BedrockSource source = new BedrockSource(pump, new BedrockStreamDecoder(null), List.of());

        boolean goesOn = source.advance(sink);

        assertThat(goesOn).isTrue();
        assertThat(texts).hasPositiveValue().hasValueLessThanOrEqualTo(EventPump.WINDOW);
        assertThat(sent).hasValueLessThan(MANY);
    }
}
