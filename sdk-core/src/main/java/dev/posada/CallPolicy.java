// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Call;
import dev.posada.spi.TimeSource;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a call goes and under which limits it runs: what a backend hands to {@link ChatStream#of} and uses to run its
 * plain calls. Immutable and thread-safe. Programs that only use models have no need of it.
 */
public final class CallPolicy {
    private final String host;
    private final @Nullable String model;
    private final Timeouts timeouts;
    private final RetryPolicy retryPolicy;
    private final Limits limits;
    private final TimeSource time;

    private CallPolicy(
            String host,
            @Nullable String model,
            Timeouts timeouts,
            RetryPolicy retryPolicy,
            Limits limits,
            TimeSource time) {
        this.host = Objects.requireNonNull(host, "host");
        this.model = model;
        this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
        this.retryPolicy = Objects.requireNonNull(retryPolicy, "retryPolicy");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * The default limits for calls to a host.
     *
     * @param host its URI, without secrets; it stands in error messages
     */
    public static CallPolicy of(String host) {
        return new CallPolicy(
                host, null, Timeouts.defaults(), RetryPolicy.defaults(), Limits.defaults(), TimeSource.system());
    }

    /** The same for calls that ask one model. */
    public CallPolicy model(String name) {
        return new CallPolicy(host, name, timeouts, retryPolicy, limits, time);
    }

    /** The same with other time limits. */
    public CallPolicy timeouts(Timeouts limit) {
        return new CallPolicy(host, model, limit, retryPolicy, limits, time);
    }

    /** The same with other rules for trying again. */
    public CallPolicy retryPolicy(RetryPolicy policy) {
        return new CallPolicy(host, model, timeouts, policy, limits, time);
    }

    /** The same with other limits on memory. */
    public CallPolicy limits(Limits memory) {
        return new CallPolicy(host, model, timeouts, retryPolicy, memory, time);
    }

    /** The same with another clock, for tests. */
    public CallPolicy time(TimeSource clock) {
        return new CallPolicy(host, model, timeouts, retryPolicy, limits, clock);
    }

    /** The same with what a request sets for itself. */
    public CallPolicy forRequest(ModelRequest request) {
        CallPolicy policy = request.timeouts().map(this::timeouts).orElse(this);
        return request.retries().isEmpty()
                ? policy
                : policy.retryPolicy(retryPolicy.maxRetries(request.retries().getAsInt()));
    }

    /**
     * Runs a call that has one answer, in this thread, with the timeouts and retries of this policy.
     *
     * @param action does the work; it may run more than once
     * @return what the action returned
     * @throws PosadaException if the call failed; it says on which host, and where known for which model
     */
    public <T> T run(Function<Call, T> action) {
        return new RunningCall(this).runToEnd(action);
    }

    /** The URI of the host. */
    public String host() {
        return host;
    }

    /** The model that is asked; empty where the call is about none. */
    public String model() {
        return model == null ? "" : model;
    }

    /** The time limits. */
    public Timeouts timeouts() {
        return timeouts;
    }

    /** The rules for trying again. */
    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /** The limits on memory. */
    public Limits limits() {
        return limits;
    }

    TimeSource time() {
        return time;
    }

    /** Adds where a failure happened and what had arrived. */
    void complete(PosadaException failure, String textSoFar) {
        failure.complete(host, model, textSoFar);
    }
}
