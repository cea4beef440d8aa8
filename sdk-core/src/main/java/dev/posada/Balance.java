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
 * Spreads calls over several models, as a rule the same one on several servers.
 *
 * <pre>{@code
 * ChatModel model = Balance.leastInFlight().weights(2, 1).over(largeServer, smallServer);
 * }</pre>
 *
 * <p>A call whose model fails goes on to another one while nothing has been handed out, and a model that keeps failing gets
 * no calls for a while; all that {@link Fallback} says about that holds here, too. The name and the host of the model made
 * here, and its count of tokens, are those of the first. Closing it closes all.
 *
 * <p>An immutable value. Models made by it share nothing, and are thread-safe.
 */
public final class Balance {
    private final Rules rules;
    private final Order order;
    private final int[] weights;

    private Balance(Rules rules, Order order, int... weights) {
        this.rules = rules;
        this.order = order;
        this.weights = weights;
    }

    /** Each model in its turn. */
    public static Balance roundRobin() {
        return new Balance(Rules.DEFAULTS, Order.ROUND_ROBIN);
    }

    /** The model that has the fewest calls running; in turn where several have. */
    public static Balance leastInFlight() {
        return new Balance(Rules.DEFAULTS, Order.LEAST_IN_FLIGHT);
    }

    /**
     * The same with shares of the work, relative to each other, in the order of the models; 1 for those without one.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public Balance weights(int... shares) {
        for (int share : shares) {
            if (share <= 0) {
                throw new IllegalArgumentException("A weight is " + share + "; it must be 1 or more.");
            }
        }
        return new Balance(rules, order, shares.clone());
    }

    /** The same with another rule for when another model is asked. Never after a cancel, whatever the rule. */
    public Balance when(Predicate<PosadaException> rule) {
        return new Balance(rules.movesOn(rule), order, weights);
    }

    /**
     * The same with another rule for when a model is left out; see {@link Fallback#leaveOut}.
     *
     * @param failures after how many failures in a row
     * @param pause for how long
     */
    public Balance leaveOut(int failures, Duration pause) {
        return new Balance(rules.leaveOut(failures, pause), order, weights);
    }

    /** The same with another clock, for tests. */
    public Balance time(TimeSource clock) {
        return new Balance(rules.time(clock), order, weights);
    }

    /**
     * A model that spreads its calls over these.
     *
     * @throws IllegalArgumentException if there are none
     */
    public ChatModel over(ChatModel... models) {
        return new DecoratedChatModel(new Pool<>(List.of(models), rules, order, weights));
    }

    /**
     * A model that spreads its calls over these, which must be the same model on several hosts: vectors of different models
     * can't be compared.
     *
     * @throws IllegalArgumentException if there are none
     */
    public EmbeddingModel over(EmbeddingModel... models) {
        return new DecoratedEmbeddingModel(new Pool<>(List.of(models), rules, order, weights));
    }
}
