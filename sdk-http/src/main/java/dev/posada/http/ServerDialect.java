// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.spi.Call;
import java.util.Optional;

/** What a backend knows about its server that the transport needs for its error messages. Implementations are thread-safe. */
public interface ServerDialect {
    /** The server's name for people, such as {@code Ollama}. */
    String name();

    /** How to start the server: a sentence that is added when nothing listens at the address. */
    String startHint();

    /**
     * Makes an exception of an error that this server words in its own way. Whatever it leaves empty is mapped by status.
     *
     * @param error what the server said
     * @param details status, {@code Retry-After} and request id of the answer, to be handed on
     */
    default Optional<PosadaException> toException(ServerError error, ErrorDetails details) {
        return Optional.empty();
    }

    /**
     * Waits for a server that has failed a request only because it is not ready yet, such as one that loads its model. The
     * time for the first token of the call goes on while this waits.
     *
     * @param failure what the request has failed with
     * @param transport the way to the server, to ask it how far it is
     * @param call the call that the request is part of; answers to requests made under it here do not count as its own
     * @return whether the server is ready now and the request is to be sent again; otherwise it has failed
     * @throws PosadaException if the call ends meanwhile
     */
    default boolean waitUntilReady(PosadaException failure, HttpTransport transport, Call call) {
        return false;
    }
}
