// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.backend;

import dev.posada.ErrorDetails;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.http.ServerDialect;
import dev.posada.http.ServerError;
import java.util.Optional;

/** What statuses alone don't tell. All that is left empty here is mapped by its status. */
final class VentaErrors implements ServerDialect {
    @Override
    public String name() {
        return "Venta";
    }

    @Override
    public String startHint() {
        return "Start it with `ollama serve`.";
    }

    @Override
    public Optional<PosadaException> toException(ServerError error, ErrorDetails details) {
        if (error.message().contains("not found")) {
            return Optional.of(new ModelNotFoundException(
                    "The server says: " + error.message() + ". Get it with `ollama pull`.", details));
        }
        return Optional.empty();
    }
}
