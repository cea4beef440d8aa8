// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.Limits;
import dev.posada.RetryPolicy;
import java.util.Optional;

/** How a suite wants the host of a test to be. Immutable. */
public final class HostSettings {
    private final String url;
    private final String apiKey;
    private final RetryPolicy retryPolicy;
    private final Limits limits;

    HostSettings(String url, String apiKey, RetryPolicy retryPolicy, Limits limits) {
        this.url = url;
        this.apiKey = apiKey;
        this.retryPolicy = retryPolicy;
        this.limits = limits;
    }

    /** The address of the server, without a path; empty for backends that have no server. */
    public String url() {
        return url;
    }

    /** The key to send, if any. */
    public Optional<String> apiKey() {
        return apiKey.isEmpty() ? Optional.empty() : Optional.of(apiKey);
    }

    /** When to try again. */
    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /** How much of an answer may be kept in memory. */
    public Limits limits() {
        return limits;
    }
}
