// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import org.jspecify.annotations.Nullable;

/** No usable answer from the host; {@link #reason()} tells which kind of trouble it was. */
public final class HostUnavailableException extends PosadaException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why the host could not answer. */
    public enum Reason {
        /** Nothing listens at the address. */
        REFUSED(true),
        /** The host name is not known. */
        DNS(true),
        /** The network has no way to the address. */
        UNREACHABLE(true),
        /** The server's certificate is not signed by anyone this client trusts, or has expired. */
        TLS_UNTRUSTED(false),
        /** The server's certificate is for another name. */
        TLS_HOST_NAME(false),
        /** The TLS handshake failed for another reason, for example because the server wants a client certificate. */
        TLS(false),
        /** The connection was closed or reset before an answer began. */
        RESET(true),
        /** The server, or a proxy before it, answered with a 5xx status or an error of that kind. */
        SERVER_ERROR(true),
        /** The server is up and still loads the model. */
        LOADING(true);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }
    }

    /** Describes the failure; see {@link PosadaException#PosadaException}. */
    public HostUnavailableException(Reason reason, String message, ErrorDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
        this.reason = reason;
    }

    /** Which kind of trouble it was. */
    public Reason reason() {
        return reason;
    }

    @Override
    boolean isUsuallyRetryable() {
        return reason.retryable;
    }
}
