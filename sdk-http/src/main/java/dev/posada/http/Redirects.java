// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.ChatWarning;
import dev.posada.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Where one request is sent on to, and what may go along. Used by one thread at a time. */
final class Redirects {
    private static final int MAX = 5;

    /** The only headers of ours that another origin may see. */
    private static final List<String> HARMLESS = List.of("Accept", "Accept-Encoding", "User-Agent");

    private final HttpErrors errors;
    private final List<ChatWarning> warnings = new ArrayList<>(0);

    Redirects(HttpErrors errors) {
        this.errors = errors;
    }

    List<ChatWarning> warnings() {
        return warnings;
    }

    /**
     * The request to send next, or {@code null} if the response does not redirect.
     *
     * @throws ProtocolException if it does, but must not or can't be followed
     */
    @Nullable
    Request next(Response response) {
        int status = response.code();
        if (status / 100 != 3) {
            return null;
        }
        boolean follow = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        String location = response.header("Location");
        if (!follow || location == null) {
            throw refused(response, "answered with status " + status + ", which leads nowhere");
        }
        HttpUrl from = response.request().url();
        HttpUrl to = from.resolve(location);
        if (to == null) {
            throw refused(response, "redirects to something that is not an HTTP address");
        }
        if (from.isHttps() && !to.isHttps()) {
            throw refused(
                    response,
                    "redirects from TLS to plain HTTP (" + HttpConfig.origin(to)
                            + "). The prompt would travel in the open, so this" + " is not followed");
        }
        if (warnings.size() == MAX) {
            throw refused(response, "redirects more than " + MAX + " times");
        }
        return follow(response.request(), to, status == 303);
    }

    private Request follow(Request request, HttpUrl to, boolean asGet) {
        boolean sameOrigin = HttpConfig.origin(request.url()).equals(HttpConfig.origin(to));
        warnings.add(new ChatWarning(
                ChatWarning.REDIRECTED,
                errors.server() + " sent the request on to " + HttpConfig.origin(to) + to.encodedPath()
                        + ". Use that address" + (sameOrigin ? "." : "; keys and headers were not passed on to it.")));
        Request.Builder next = request.newBuilder().url(to);
        if (!sameOrigin) {
            for (String name : request.headers().names()) {
                if (HARMLESS.stream().noneMatch(name::equalsIgnoreCase)) {
                    next.removeHeader(name);
                }
            }
        }
        boolean dropsBody = asGet && !request.method().equals("HEAD");
        return (dropsBody ? next.get() : next).build();
    }

    private ProtocolException refused(Response response, String what) {
        return new ProtocolException(
                errors.server() + " " + what + ". Check the URL and its path prefix.", errors.details(response));
    }
}
