// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.List;

/**
 * Sends a second request when the first has not begun to answer after a while, and takes whichever answer begins first. The
 * other one is cancelled at once. It trades some more work for the servers against the rare answer that takes very long to
 * begin.
 *
 * <pre>{@code
 * ChatModel model = Hedge.after(Duration.ofSeconds(2)).over(one, other);
 * }</pre>
 *
 * <p>An answer of the second request carries a {@link ChatWarning#HEDGED}. A first request that fails before the second is
 * sent fails the call: hedging helps against slow hosts, {@link Fallback} against broken ones. Where both fail, the failure
 * of the later one is thrown, with the other as a suppressed exception. Tokens that the loser used up are in no response.
 *
 * <p>A call takes a thread of its own only while its second request waits for its first event. The name and the host of the
 * model made here, and its count of tokens, are those of the first. Closing it closes both. An immutable value.
 */
public final class Hedge {
    private final Duration delay;
    private final TimeSource time;

    private Hedge(Duration delay, TimeSource time) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("The second request can't be sent before the first: " + delay + ".");
        }
        this.delay = Durations.atMostACentury(delay);
        this.time = time;
    }

    /** Sends the second request this long after the first; about the time within which nearly all answers begin. */
    public static Hedge after(Duration delay) {
        return new Hedge(delay, TimeSource.system());
    }

    /** The same with another clock, for tests. */
    public Hedge time(TimeSource clock) {
        return new Hedge(delay, clock);
    }

    /** A model that may ask this one twice. */
    public ChatModel over(ChatModel model) {
        return over(model, model);
    }

    /** A model that asks the first one, and the second one when that is slow. */
    public ChatModel over(ChatModel first, ChatModel second) {
        return new Hedged(List.of(first, second), delay, time);
    }

    record Hedged(List<ChatModel> models, Duration delay, TimeSource time) implements ChatModel {
        @Override
        public String name() {
            return models.get(0).name();
        }

        @Override
        public ModelHost host() {
            return models.get(0).host();
        }

        @Override
        public ChatStream stream(ChatRequest request) {
            ChatStream first = models.get(0).stream(request);
            return new ChatStream(new HedgedFeed(first, models.get(1), request, delay, time));
        }

        @Override
        public int countTokens(ChatRequest request) {
            return models.get(0).countTokens(request);
        }

        @Override
        public void close() {
            DecoratedChatModel.closeAll(models);
        }
    }
}
