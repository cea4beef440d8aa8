// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.PosadaException;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.spi.Call;
import dev.posada.spi.TimeSource;

/**
 * Waits for a server that loads its model. Such a server answers everything with a 503, for minutes if the model is large; what
 * is asked meanwhile is its health, so that a request with pictures is not sent over and over. Thread-safe.
 */
final class LoadingWait {
    /** Where health is told in another way, some proxy being in front, waiting is given up. */
    private static final HttpRequest HEALTH =
            HttpRequest.get("/health").allow(503).allow(401).allow(403).allow(404);

    private final TimeSource time;

    LoadingWait(TimeSource time) {
        this.time = time;
    }

    /**
     * Waits until the server is ready, if a failure says that it is not and that will change.
     *
     * @return whether to send the request again; false if the failure is another one, or the time for the first token would
     *     not suffice
     */
    boolean until(PosadaException failure, HttpTransport transport, Call call) {
        if (!(failure instanceof HostUnavailableException unavailable) || unavailable.reason() != Reason.LOADING) {
            return false;
        }
        long start = time.nanoTime();
        long limit = call.timeouts().firstToken().toNanos();
        Pauses pauses = new Pauses(time);
        while (limit == 0 || time.nanoTime() - start + pauses.next().toNanos() < limit) {
            pauses.pause(call);
            int status = transport.call(HEALTH, call).status();
            if (status != 503) {
                return status == 200;
            }
        }
        return false;
    }
}
