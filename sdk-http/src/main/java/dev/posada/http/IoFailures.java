// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.AuthenticationException;
import dev.posada.CancelledException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;
import dev.posada.TimeoutException.Phase;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Makes exceptions of broken connections. Immutable and thread-safe. */
final class IoFailures {
    /** How OkHttp words the first bytes of a TLS alert where an HTTP status line should be. */
    private static final String TLS_ALERT = "\u0015\u0003";

    /** With TLS 1.3 a server that misses one may just hang up, after the handshake. */
    private static final String CERTIFICATE_HINT =
            "If the server wants a client certificate, set it with clientCertificate(…)";

    private final HttpErrors errors;
    private final BooleanSupplier hostIsClosed;

    IoFailures(HttpErrors errors, BooleanSupplier hostIsClosed) {
        this.errors = errors;
        this.hostIsClosed = hostIsClosed;
    }

    /** What to throw when no answer has come. */
    RuntimeException beforeAnswer(Exception failure) {
        if (hostIsClosed.getAsBoolean()) {
            return hostClosed(failure);
        }
        if (failure instanceof RuntimeException bug) {
            return bug;
        }
        if (failure instanceof HttpRequest.FileUnreadable unreadable) {
            return new UncheckedIOException(unreadable);
        }
        if (isInterrupt(failure)) {
            return interrupted(failure);
        }
        if (failure instanceof java.net.ProtocolException) {
            return notHttp(failure);
        }
        PosadaException known = connectFailure(failure);
        return known != null ? known : reset(failure);
    }

    private @Nullable PosadaException connectFailure(Exception failure) {
        if (failure instanceof SSLException handshake) {
            return tls(handshake);
        }
        if (failure instanceof UnknownHostException) {
            return unavailable(
                    Reason.DNS,
                    "The name in the address of " + errors.server() + " is not known. Is it spelt right, and is there a"
                            + " network?",
                    failure);
        }
        if (failure instanceof SocketTimeoutException || contains(failure, "connection timed out")) {
            return new TimeoutException(
                    Phase.CONNECT,
                    "Could not reach " + errors.server() + ": the attempt timed out. Is a firewall between?",
                    ErrorDetails.none(),
                    failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return notConnected(failure);
        }
        return proxyFailure(failure);
    }

    /** With several addresses it is the one that was reached that tells most. */
    private HostUnavailableException notConnected(Exception failure) {
        boolean refused = isRefused(failure);
        for (Throwable other : failure.getSuppressed()) {
            refused |= isRefused(other);
        }
        if (refused) {
            return unavailable(
                    Reason.REFUSED,
                    "Nothing listens at the address of " + errors.server() + ". Is it running? "
                            + errors.dialect().startHint(),
                    failure);
        }
        return unavailable(
                Reason.UNREACHABLE,
                "The network has no way to " + errors.server() + ": " + rootMessage(failure) + ".",
                failure);
    }

    private static boolean isRefused(Throwable failure) {
        return failure instanceof ConnectException && contains(failure, "refused");
    }

    private @Nullable PosadaException proxyFailure(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("Failed to authenticate with proxy")) {
            return new AuthenticationException(
                    "The proxy before " + errors.server() + " refused its user and password, or wants them:"
                            + " set them with proxy(…).",
                    ErrorDetails.none().status(407),
                    failure);
        }
        if (message.startsWith("Unexpected response code for CONNECT")) {
            return unavailable(
                    Reason.UNREACHABLE, "The proxy could not reach " + errors.server() + ": " + message + ".", failure);
        }
        return null;
    }

    // ---- TLS

    private HostUnavailableException tls(SSLException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return unavailable(
                    Reason.TLS_HOST_NAME,
                    "The certificate of " + errors.server() + " is for another name: " + firstLine(failure)
                            + " Use the name that stands in the certificate.",
                    failure);
        }
        Optional<CertificateException> certificate = find(failure, CertificateException.class);
        if (certificate.isPresent()) {
            return untrusted(failure);
        }
        if (contains(failure, "unrecognized ssl message") || contains(failure, "plaintext connection")) {
            return unavailable(
                    Reason.TLS,
                    errors.server() + " does not speak TLS at this port. Use http:// in the URL (no +https in a host"
                            + " URI), or the port on which it speaks TLS.",
                    failure);
        }
        return unavailable(
                Reason.TLS,
                "The TLS handshake with " + errors.server() + " failed: " + rootMessage(failure) + ". "
                        + CERTIFICATE_HINT + "; if it speaks plain HTTP at this port, use http:// in the URL.",
                failure);
    }

    private HostUnavailableException untrusted(SSLException failure) {
        boolean outOfDate = find(failure, CertificateExpiredException.class).isPresent()
                || find(failure, CertificateNotYetValidException.class).isPresent();
        String problem = outOfDate
                ? "has expired or is not valid yet. Renew it, and check the clock of this machine."
                : "is not signed by anyone this client trusts. If it is your own, give its CA certificate with caFile(…).";
        return unavailable(Reason.TLS_UNTRUSTED, "The certificate of " + errors.server() + " " + problem, failure);
    }

    private RuntimeException notHttp(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(TLS_ALERT)) {
            return unavailable(
                    Reason.TLS,
                    errors.server() + " speaks TLS at this port. Use https:// in the URL (+https in a host URI).",
                    failure);
        }
        return new ProtocolException(
                errors.server() + " does not answer in HTTP: " + message.replaceAll("\\p{Cntrl}", " ") + ".",
                ErrorDetails.none(),
                failure);
    }

    // ---- broken connections

    private HostUnavailableException reset(Exception failure) {
        return unavailable(
                Reason.RESET,
                errors.server() + " closed the connection before it answered (" + rootMessage(failure) + ")."
                        + (errors.isTls() ? " " + CERTIFICATE_HINT + "." : ""),
                failure);
    }

    /** What to throw when an answer breaks off. */
    RuntimeException inAnswer(Exception failure) {
        if (hostIsClosed.getAsBoolean()) {
            return hostClosed(failure);
        }
        if (failure instanceof RuntimeException bug) {
            return bug;
        }
        if (isInterrupt(failure)) {
            return interrupted(failure);
        }
        boolean brokeOff =
                !(failure instanceof java.net.ProtocolException) || contains(failure, "unexpected end of stream");
        return brokeOff
                ? new StreamInterruptedException(
                        "The connection to " + errors.server() + " broke in the middle of the answer ("
                                + rootMessage(failure) + ").",
                        ErrorDetails.none(),
                        failure)
                : new ProtocolException(
                        errors.server() + " breaks the rules of HTTP in the middle of the answer: "
                                + rootMessage(failure) + ".",
                        ErrorDetails.none(),
                        failure);
    }

    /** OkHttp lets the exception of an interrupted wait through as it is. */
    private static boolean isInterrupt(Exception failure) {
        return failure instanceof InterruptedException
                || (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException));
    }

    private CancelledException interrupted(Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new CancelledException(
                "The thread was interrupted while it waited for " + errors.server() + ".",
                ErrorDetails.none(),
                failure);
    }

    private CancelledException hostClosed(Exception failure) {
        return new CancelledException(
                "The host, " + errors.server() + ", was closed while a call ran.", ErrorDetails.none(), failure);
    }

    // ---- helpers

    private static HostUnavailableException unavailable(Reason reason, String message, Exception cause) {
        return new HostUnavailableException(reason, message, ErrorDetails.none(), cause);
    }

    private static boolean contains(Throwable failure, String words) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT).contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll(":?$", ".");
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            root = t instanceof EOFException ? root : t;
        }
        String message = root.getMessage();
        String text = message == null || message.isBlank() ? root.getClass().getSimpleName() : message.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether a connection from the pool may have been closed by the server before the request reached it. */
    static boolean isClosedConnection(Exception failure) {
        return failure instanceof IOException
                && !(failure instanceof java.net.ProtocolException)
                && !(failure instanceof InterruptedIOException)
                && !(failure instanceof HttpRequest.FileUnreadable);
    }
}
