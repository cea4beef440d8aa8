// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.ChatWarning;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.spi.Call;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import okhttp3.Response;

/** The answer to a request while it streams in. Used by one thread at a time. */
public final class HttpStream implements Closeable {
    private final Exchange exchange;
    private final HttpErrors errors;
    private final FrameReader frames;

    HttpStream(Exchange exchange, String accept, Call call, HttpErrors errors) {
        this.exchange = exchange;
        this.errors = errors;
        Limits limits = call.limits();
        FrameDecoder decoder = accept.equals(HttpRequest.SSE)
                ? new SseDecoder(limits.lineBytes(), limits.eventBytes())
                : new NdjsonDecoder(Math.min(limits.lineBytes(), limits.eventBytes()));
        this.frames = new FrameReader(decoder, exchange::read, call);
    }

    /** The HTTP status. */
    public int status() {
        return exchange.response().code();
    }

    /** The last header of that name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.response().header(name));
    }

    /** What the caller of the host should know about how the request went. */
    public List<ChatWarning> warnings() {
        return exchange.warnings();
    }

    /** The pieces of the answer: events if events were asked for, lines otherwise. */
    public FrameReader frames() {
        return frames;
    }

    /** Says that the protocol's own end of the answer has come, so that {@link #close} may keep the connection. */
    public void complete() {
        exchange.complete();
    }

    /**
     * The exception for an error that the server reports inside the stream.
     *
     * @param errorJson what stands in the error field: a string or an object, or the whole frame
     */
    public PosadaException failure(String errorJson) {
        Response response = exchange.response();
        return errors.of(response.code(), response.headers(), errorJson);
    }

    /** Gives the connection back if the answer is complete, and cuts it off otherwise. */
    @Override
    public void close() {
        exchange.close();
    }
}
