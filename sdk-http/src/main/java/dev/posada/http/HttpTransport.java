// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.CallPolicy;
import dev.posada.ChatWarning;
import dev.posada.HostUri;
import dev.posada.PosadaException;
import dev.posada.spi.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The connections to one host: what a backend sends its requests through.
 *
 * <p>A request runs inside a {@link Call}, which owns all timeouts, retries and cancelling; the transport tells it how far the
 * request has come and lets itself be cut off at any moment. Whatever goes wrong comes out as the exception that fits.
 * Redirects are followed as long as they stay safe: never from TLS to plain HTTP, and to another origin only without any key,
 * cookie or header of the caller. Thread-safe. For backends; programs have no need of it.
 */
public final class HttpTransport implements AutoCloseable {
    private final HttpConfig config;
    private final Clients clients;
    private final ServerDialect dialect;
    private final HttpErrors errors;
    private final IoFailures failures;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean toldAboutKey = new AtomicBoolean();
    private volatile boolean closed;

    HttpTransport(HttpConfig config, ServerDialect dialect) {
        this.config = config;
        this.dialect = dialect;
        this.clients = new Clients(config);
        this.errors = new HttpErrors(dialect, config);
        this.failures = new IoFailures(errors, () -> closed);
    }

    /** The host URI of this host, without secrets. */
    public HostUri uri() {
        return errors.uri();
    }

    /** The address of the server as people write it, without secrets. */
    public String url() {
        return config.displayUrl();
    }

    /** The limits under which calls to this host run. */
    public CallPolicy policy() {
        return config.policy();
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @throws PosadaException if the connection fails, the server answers with an error status, or with a page where JSON was
     *     wanted
     * @throws IllegalStateException if the host is closed
     */
    public HttpAnswer call(HttpRequest request, Call call) {
        try (Exchange exchange = send(request, call)) {
            call.answered();
            byte[] body = exchange.readAll(call.limits().bodyBytes(), call::progress);
            if (request.accept().equals(HttpRequest.JSON) && isPage(exchange, body)) {
                throw errors.pageInsteadOfAnswer(exchange.response(), new String(body, StandardCharsets.UTF_8));
            }
            return new HttpAnswer(exchange.response(), body, exchange.warnings(), errors);
        }
    }

    /**
     * Sends a request and gives the stream of its answer, which the caller closes.
     *
     * @throws PosadaException if the connection fails, the server answers with an error status, or with one document where a
     *     stream was wanted
     * @throws IllegalStateException if the host is closed
     */
    public HttpStream open(HttpRequest request, Call call) {
        Exchange exchange = send(request, call);
        try {
            requireStream(exchange, call);
            return new HttpStream(exchange, request.accept(), call, errors);
        } catch (RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    private void requireStream(Exchange exchange, Call call) {
        if (exchange.mediaType().equals("text/html")) {
            throw errors.pageInsteadOfAnswer(exchange.response(), exchange.readStart(call));
        }
    }

    private static boolean isPage(Exchange exchange, byte[] body) {
        return exchange.mediaType().equals("text/html")
                || (body.length > 0
                        && body[0] == '<'
                        && ServerErrorReader.isHtml(new String(body, StandardCharsets.UTF_8)));
    }

    // ---- one request, redirects included

    /** Sends a request, and again when the server has become ready meanwhile. */
    private Exchange send(HttpRequest request, Call call) {
        while (true) {
            try {
                return sendOnce(request, call);
            } catch (PosadaException e) {
                if (!dialect.waitUntilReady(e, this, new Probing(call))) {
                    throw e;
                }
            }
        }
    }

    private Exchange sendOnce(HttpRequest request, Call call) {
        Redirects redirects = new Redirects(errors);
        Request next = config.request(request, call::progress);
        while (true) {
            Exchange exchange = exchange(next, call);
            try {
                Request redirected = redirects.next(exchange.response());
                if (redirected == null) {
                    return accepted(request, exchange, call, redirects.warnings());
                }
                next = redirected;
            } catch (RuntimeException e) {
                exchange.close();
                throw e;
            }
            exchange.close();
        }
    }

    private Exchange accepted(HttpRequest request, Exchange exchange, Call call, List<ChatWarning> redirected) {
        Response response = exchange.response();
        if (!request.allows(response.code())) {
            // Not answered(): what comes next may be another try, which has to wait for its first token again.
            call.progress();
            throw errors.of(response, exchange.readStart(call));
        }
        List<ChatWarning> warnings = new ArrayList<>(redirected);
        if (config.hasInsecureKey() && toldAboutKey.compareAndSet(false, true)) {
            warnings.add(config.insecureKeyWarning());
        }
        exchange.warnings(warnings);
        return exchange;
    }

    /**
     * Sends one request. A connection from the pool that the server has just closed is no failure of the host: nothing was
     * answered on it, so the request goes out once more on a new one.
     */
    private Exchange exchange(Request request, Call call) {
        Exchange exchange = begin(request, call);
        Exception failure = exchange.execute();
        if (failure != null && exchange.isReused() && IoFailures.isClosedConnection(failure) && !isOver(call)) {
            clients.evictIdleConnections(); // they come from the same time and are as dead
            exchange = begin(request, call);
            failure = exchange.execute();
        }
        if (failure != null) {
            throw failures.beforeAnswer(failure);
        }
        return exchange;
    }

    private boolean isOver(Call call) {
        return closed || call.isOver();
    }

    private Exchange begin(Request request, Call call) {
        call.ensureRunning();
        Exchange exchange = new Exchange(clients.newCall(request), call, failures, running);
        if (closed) {
            exchange.close();
            throw new IllegalStateException("This host, " + errors.server() + ", is closed; open a new one.");
        }
        return exchange;
    }

    /** Ends what still runs and closes all connections. Later requests fail. May be called again. */
    @Override
    public void close() {
        closed = true;
        running.forEach(Exchange::cancel);
        clients.close();
    }

    /** What a program sees of the transport. */
    @Override
    public String toString() {
        return errors.server();
    }
}
