// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.CallPolicy;
import dev.posada.ChatEvent;
import dev.posada.ChatStream;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.spi.Call;
import dev.posada.spi.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a caller gets of a stream, save for ids that are made up.
 *
 * @param events all events before the end
 * @param end the end: the answer or the failure
 */
public record Outcome(List<String> events, String end) {
    /** Reads a stream to its end, which there must be exactly one of; anything but a {@link PosadaException} is a finding. */
    public static Outcome of(Function<Call, EventSource> opener) {
        CallPolicy policy = CallPolicy.of("test://fuzz").model("tiny").retryPolicy(RetryPolicy.none());
        return ofStream(() -> ChatStream.of(policy, opener));
    }

    /** The same of a stream that a model gives. */
    public static Outcome ofStream(Supplier<ChatStream> opener) {
        List<String> events = new ArrayList<>();
        String end = null;
        try (ChatStream stream = opener.get()) {
            for (ChatEvent event : stream) {
                assertThat(end).as("an event after the end").isNull();
                if (event instanceof ChatEvent.Finished finished) {
                    end = told(finished);
                } else {
                    events.add(told(event));
                }
            }
        } catch (PosadaException e) {
            assertThat(end).as("a failure after the end").isNull();
            end = e.getClass() + ": " + e.getMessage() + " after " + e.partialText();
        }
        assertThat(end).as("the end").isNotNull();
        return new Outcome(events, end);
    }

    private static String told(ChatEvent event) {
        if (event instanceof ChatEvent.ToolCallStarted started) {
            return "starts " + started.index() + " " + started.name();
        }
        if (event instanceof ChatEvent.ToolCallReady ready) {
            return "calls " + ready.index() + " " + ready.call().name()
                    + ready.call().arguments();
        }
        return event.toString();
    }

    private static String told(ChatEvent.Finished finished) {
        var response = finished.response();
        return response.finishReason() + " " + response.rawFinishReason() + " " + response.usage() + " "
                + response.text() + " " + response.thinking() + " "
                + response.toolCalls().stream()
                        .map(call -> call.name() + call.arguments())
                        .toList()
                + response.extra() + response.warnings();
    }
}
