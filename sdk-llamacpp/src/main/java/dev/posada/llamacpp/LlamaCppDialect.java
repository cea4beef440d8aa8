// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.http.HttpTransport;
import dev.posada.http.ServerDialect;
import dev.posada.http.ServerError;
import dev.posada.openai.OpenAiErrors;
import dev.posada.spi.Call;
import java.util.Optional;

/** What the transport needs to know of llama-server. Thread-safe. */
final class LlamaCppDialect implements ServerDialect {
    private final Optional<LoadingWait> wait;

    /**
     * For one host.
     *
     * @param wait how to wait for a model that is being loaded; empty to fail at once
     */
    LlamaCppDialect(Optional<LoadingWait> wait) {
        this.wait = wait;
    }

    @Override
    public String name() {
        return "llama-server";
    }

    @Override
    public String startHint() {
        return "Start it with `llama-server -m model.gguf`, or from your program with LlamaServer.start(…).";
    }

    @Override
    public Optional<PosadaException> toException(ServerError error, ErrorDetails details) {
        return LlamaCppErrors.classify(error, details).or(() -> OpenAiErrors.classify(error, details));
    }

    @Override
    public boolean waitUntilReady(PosadaException failure, HttpTransport transport, Call call) {
        return wait.isPresent() && wait.get().until(failure, transport, call);
    }
}
