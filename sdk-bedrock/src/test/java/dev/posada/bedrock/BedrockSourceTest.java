// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ErrorDetails;
import dev.posada.spi.EventSink;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpResponse;

class BedrockSourceTest {
    private static final int MANY = 100_000;
    private static final byte[] WORD =
            EventStreamFile.encode("event contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"word \"}}");
    private static final SdkHttpResponse HEAD =
            SdkHttpResponse.builder().statusCode(200).build();

    private final BodyPump pump = new BodyPump(() -> {}, ErrorDetails.none(), null);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger texts = new AtomicInteger();
    private final EventSink sink = (EventSink) Proxy.newProxyInstance(
            EventSink.class.getClassLoader(), new Class<?>[] {EventSink.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("text") && !arguments[0].equals("")) {
                    texts.incrementAndGet();
                }
                return null;
            });

    /** Sends at once as much as it is asked for, so that there is always more at hand. */
    private final Flow.Subscription tireless = new Flow.Subscription() {
        @Override
        public void request(long count) {
            for (long i = 0; i < count && sent.get() < MANY; i++) {
                sent.incrementAndGet();
                pump.put(List.of(ByteBuffer.wrap(WORD)));
            }
        }

        @Override
        public void cancel() {}
    };

    @Test
    void returnsToTheReaderThoughTheServerHasAlwaysMore() {
        pump.begin(HEAD);
        pump.begin(tireless);
        BedrockSource source = new BedrockSource(pump, pump.awaitAnswer(), 1_000, null, List.of());

        boolean goesOn = source.advance(sink);

        assertThat(goesOn).isTrue();
        assertThat(texts).hasPositiveValue().hasValueLessThanOrEqualTo(BodyPump.WINDOW);
        assertThat(sent).hasValueLessThan(MANY);
    }

    @Test
    void asksForNoMoreThanItsReaderHasTaken() {
        pump.begin(HEAD);
        pump.begin(tireless);
        BedrockSource source = new BedrockSource(pump, pump.awaitAnswer(), 1_000, null, List.of());

        for (int i = 0; i < 1_000; i++) {
            source.advance(sink);

            assertThat(sent.get() - texts.get()).isBetween(0, BodyPump.WINDOW);
        }
    }
}
