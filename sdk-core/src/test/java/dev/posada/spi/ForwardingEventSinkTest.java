// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.Timings;
import dev.posada.Usage;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForwardingEventSinkTest {
    private static final Map<Class<?>, Object> VALUES = Map.of(
            String.class,
            "word",
            int.class,
            3,
            List.class,
            List.of(),
            Content.class,
            new Content.Text("part"),
            ChatWarning.class,
            new ChatWarning("code", "message"),
            Usage.class,
            Usage.of(1, 2),
            Timings.class,
            Timings.none(),
            FinishReason.class,
            FinishReason.STOP);

    @Test
    void handsEveryPieceOn() throws ReflectiveOperationException {
        List<String> received = new ArrayList<>();
        EventSink target = (EventSink) Proxy.newProxyInstance(
                EventSink.class.getClassLoader(), new Class<?>[] {EventSink.class}, (proxy, method, arguments) -> {
                    received.add(method + " " + List.of(arguments));
                    return null;
                });
        EventSink forwarding = new ForwardingEventSink(target) {};
        List<String> sent = new ArrayList<>();

        for (Method method : EventSink.class.getMethods()) {
            Object[] arguments =
                    Stream.of(method.getParameterTypes()).map(VALUES::get).toArray();
            sent.add(method + " " + List.of(arguments));
            method.invoke(forwarding, arguments);
        }

        assertThat(received).hasSizeGreaterThan(10).isEqualTo(sent);
    }
}
