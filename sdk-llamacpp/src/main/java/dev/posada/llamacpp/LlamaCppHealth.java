// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.CallPolicy;
import dev.posada.HostHealth;
import dev.posada.HostHealth.Status;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import java.time.Duration;

/** Asks a server how it is. */
final class LlamaCppHealth {
    private static final HttpRequest HEALTH = HttpRequest.get("/health").allow(503);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LlamaCppHealth() {}

    static HostHealth of(HttpTransport transport, LlamaCppApi api) {
        Timeouts limits = transport.policy().timeouts().firstToken(PATIENCE).idle(PATIENCE);
        CallPolicy policy = transport.policy().retryPolicy(RetryPolicy.none()).timeouts(limits);
        try {
            HttpAnswer answer = policy.run(call -> transport.call(HEALTH, call));
            return answer.status() == 503 ? notReady(answer) : ready(api);
        } catch (PosadaException e) {
            return new HostHealth(Status.DOWN, null, String.valueOf(e.getMessage()));
        }
    }

    /** Older versions also answer so when all slots are busy, which does not keep them from answering. */
    private static HostHealth notReady(HttpAnswer answer) {
        return answer.text().contains("no slot available")
                ? new HostHealth(Status.UP, null, "All slots are busy.")
                : answer.text().contains("oading model")
                        ? new HostHealth(Status.LOADING, null, "The server loads its model.")
                        : new HostHealth(Status.DOWN, null, "The server, or a proxy before it, says: " + answer.text());
    }

    /** The version is told to those with a key only; a server that is well without telling is well. */
    private static HostHealth ready(LlamaCppApi api) {
        try {
            LlamaCppProperties properties = api.properties();
            return new HostHealth(Status.UP, properties.version().orElse(null), described(properties));
        } catch (PosadaException e) {
            return new HostHealth(
                    Status.UP, null, "The server is ready, but does not describe itself: " + e.getMessage());
        }
    }

    private static String described(LlamaCppProperties properties) {
        if (properties.isRouter()) {
            return "A router, which loads models when they are asked for.";
        }
        return (properties.isSleeping() ? "Asleep: " : "Ready: ")
                + properties.modelAlias().or(properties::modelPath).orElse("a model") + ", " + properties.slots()
                + " slots"
                + (properties.contextWindow().isPresent()
                        ? " of " + properties.contextWindow().getAsInt() + " tokens."
                        : ".");
    }
}
