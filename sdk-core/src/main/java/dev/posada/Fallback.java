// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.Pool.Order;
import dev.posada.Pool.Rules;
import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Asks the first of several models, and the next one where that fails: a server of your own first, say, and a managed
 * service behind it.
 *
 * <pre>{@code
 * try (ChatModel model = Fallback.defaults().over(local, cloud)) {
 *     System.out.println(model.chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>The next model is asked only while nothing has been handed out: half an answer of one model is never finished by
 * another. A model that keeps failing is left out for a while and then tried by one call, so that a dead host costs its
 * timeout once and not with every call; where all others have failed it is asked all the same. Such an answer carries a
 * {@link ChatWarning#FALLBACK} that says who answers and why the others did not, and {@link ChatResponse#model()} names
 * the model. Where all fail, the last failure is thrown, with the earlier ones as suppressed exceptions.
 *
 * <p>The time until the first token is given to each model anew; a total time that the request sets is for all together.
 * The name and the host of the model made here, and its count of tokens, are those of the first. Closing it closes all.
 *
 * <p>An immutable value. Models made by it share nothing, and are thread-safe.
 */
public final class Fallback {
    private static final Fallback DEFAULTS = new Fallback(Rules.DEFAULTS);

    private final Rules rules;

    private Fallback(Rules rules) {
        this.rules = rules;
    }

    /**
     * Moves on where {@link PosadaException#isRetryable()} holds, the host can't be reached for whatever reason, or it does
     * not have the model. Leaves a model out for 30 seconds after three failures in a row.
     */
    public static Fallback defaults() {
        return DEFAULTS;
    }

    /** The same with another rule for when the next model is asked. Never after a cancel, whatever the rule. */
    public Fallback when(Predicate<PosadaException> rule) {
        return new Fallback(rules.movesOn(rule));
    }

    /**
     * The same with another rule for when a model is left out. A host that says how long to stay away
     * ({@link PosadaException#retryAfter()}) is left out for that long at once.
     *
     * @param failures after how many failures in a row
     * @param pause for how long
     */
    public Fallback leaveOut(int failures, Duration pause) {
        return new Fallback(rules.leaveOut(failures, pause));
    }

    /** The same with another clock, for tests. */
    public Fallback time(TimeSource clock) {
        return new Fallback(rules.time(clock));
    }

    /**
     * A model that asks these in order.
     *
     * @throws IllegalArgumentException if there are none
     */
    public ChatModel over(ChatModel... models) {
        return new DecoratedChatModel(new Pool<>(List.of(models), rules, Order.FIRST));
    }

    /**
     * A model that asks these in order, which must be the same model on several hosts: vectors of different models can't be
     * compared.
     *
     * @throws IllegalArgumentException if there are none
     */
    public EmbeddingModel over(EmbeddingModel... models) {
        return new DecoratedEmbeddingModel(new Pool<>(List.of(models), rules, Order.FIRST));
    }
}
