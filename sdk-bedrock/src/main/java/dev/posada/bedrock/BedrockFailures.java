// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.AuthenticationException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.InvalidRequestException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.StreamInterruptedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Makes typed exceptions of failures that are not the service's: the network, TLS, credentials, bytes that make no sense. */
final class BedrockFailures {
    private BedrockFailures() {}

    /**
     * The exception that a caller sees.
     *
     * @param hasBegun whether the answer had begun: what goes wrong then is not the request's fault
     */
    static PosadaException of(Throwable failure, boolean hasBegun, ErrorDetails where) {
        String server = BedrockErrors.server(where);
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Unable to load credentials")
                || message.contains("Profile file contained no credentials")) {
            return new AuthenticationException(noCredentials(server), where);
        }
        if (message.contains("checksum failure")
                || message.contains("Illegal payload size")
                || message.contains("Illegal headers size")
                || message.contains("Unable to unmarshall")
                || message.contains("Unable to parse")) {
            return new ProtocolException(
                    server + " sent bytes that make no sense: " + message + ". A proxy may have changed them.", where);
        }
        // The AWS SDK's parsers wrap what they find wrong in the first of these.
        Throwable senseless =
                find(failure, UncheckedIOException.class, ZipException.class, java.net.ProtocolException.class);
        if (senseless != null) {
            return senseless(senseless, server, where);
        }
        Throwable broken = find(failure, BrokenBodyException.class);
        if (broken != null) {
            return new StreamInterruptedException(
                    "The answer of " + server + " broke off: " + broken.getMessage() + ".", where, failure);
        }
        Optional<PosadaException> network = ofNetwork(failure, server, where);
        if (network.isPresent()) {
            return network.get();
        }
        return hasBegun
                ? senseless(failure, server, where)
                : new InvalidRequestException("The request to " + server + " could not be made: " + message, where);
    }

    /** Parsers add where they stood and a drawing of it in further lines. */
    private static ProtocolException senseless(Throwable failure, String server, ErrorDetails where) {
        Throwable read = failure instanceof UncheckedIOException ? failure.getCause() : null;
        Throwable what = read == null ? failure : read;
        String words = String.valueOf(what.getMessage()).lines().findFirst().orElse("");
        return new ProtocolException(
                "The answer of " + server + " makes no sense: " + words + ". A proxy may have sent or changed it.",
                where,
                what);
    }

    private static String noCredentials(String server) {
        return "There are no AWS credentials for " + server
                + ". Set AWS_BEARER_TOKEN_BEDROCK to a Bedrock API key, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                + " or run `aws configure`, or name a profile with ?profile=NAME, or give them to the builder."
                + " Profiles with single sign-on need software.amazon.awssdk:sso and ssooidc on the class path, those with"
                + " a role sts.";
    }

    /** The JDK puts one exception into the other in ever new ways, so the whole chain is looked through. */
    private static Optional<PosadaException> ofNetwork(Throwable failure, String server, ErrorDetails where) {
        if (find(failure, UnresolvedAddressException.class, UnknownHostException.class) != null) {
            return Optional.of(new HostUnavailableException(
                    Reason.DNS,
                    server + " has a name that is not known here. Check the region, the endpoint and the network.",
                    where,
                    failure));
        }
        Throwable tls = find(failure, SSLException.class, CertificateException.class);
        if (tls != null) {
            return Optional.of(ofTls(tls, String.valueOf(tls.getMessage()), failure, server, where));
        }
        Throwable unreachable = find(failure, NoRouteToHostException.class);
        if (unreachable != null) {
            return Optional.of(new HostUnavailableException(
                    Reason.UNREACHABLE,
                    server + " can't be reached from here: " + unreachable.getMessage() + ".",
                    where,
                    failure));
        }
        if (find(failure, ConnectException.class) != null) {
            return Optional.of(new HostUnavailableException(
                    Reason.REFUSED,
                    "Nothing answers at the address of " + server + ". Check the endpoint and the proxy.",
                    where,
                    failure));
        }
        Throwable broken = find(failure, IOException.class);
        return broken == null
                ? Optional.empty()
                : Optional.of(new HostUnavailableException(
                        Reason.RESET,
                        "The connection to " + server + " broke"
                                + (broken.getMessage() == null ? "." : ": " + broken.getMessage() + "."),
                        where,
                        failure));
    }

    @SafeVarargs
    private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable>... types) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Class<? extends Throwable> type : types) {
                if (type.isInstance(cause)) {
                    return cause;
                }
            }
        }
        return null;
    }

    private static PosadaException ofTls(
            Throwable network, String message, Throwable failure, String server, ErrorDetails where) {
        String lower = message.toLowerCase(Locale.ROOT);
        boolean otherName = network instanceof SSLPeerUnverifiedException
                || lower.contains("no subject alternative")
                || lower.contains("no name matching");
        boolean untrusted =
                lower.contains("certification path") || lower.contains("expired") || lower.contains("trust");
        Reason reason = otherName ? Reason.TLS_HOST_NAME : untrusted ? Reason.TLS_UNTRUSTED : Reason.TLS;
        return new HostUnavailableException(
                reason, "The TLS handshake with " + server + " failed: " + message + ".", where, failure);
    }
}
