// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.ChatWarning;
import dev.posada.PosadaException;
import dev.posada.spi.Call;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The answer to a request while it streams in. Used by one thread at a time. */
public final class HttpStream implements Closeable {
    private final Exchange exchange;
    private final HttpErrors errors;
    private final Call call;
    private final FrameReader frames;
    private boolean begun;

    HttpStream(Exchange exchange, String accept, Call call, HttpErrors errors) {
        this.exchange = exchange;
        this.errors = errors;
        this.call = call;
        FrameDecoder decoder =
                accept.equals(HttpRequest.SSE) ? new SseDecoder(call.limits()) : new NdjsonDecoder(call.limits());
        this.frames = new FrameReader(decoder, this::read, call::progress);
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

    /** A page that does not call itself one is found by its first byte, with which no answer begins. */
    private int read(byte[] target, int offset, int length) {
        int count = exchange.read(target, offset, length);
        if (!begun && count > 0) {
            begun = true;
            if (target[offset] == '<') {
                String start = new String(target, offset, count, StandardCharsets.UTF_8);
                throw errors.pageInsteadOfAnswer(exchange.response(), start + exchange.readStart(call));
            }
        }
        return count;
    }

    /**
     * Reads the whole body as one document, for servers that answer with one where a stream was asked for. To be called
     * instead of reading {@link #frames}.
     *
     * @throws dev.posada.ProtocolException if it is longer than the limits allow
     */
    public byte[] rest() {
        return exchange.readAll(call.limits().bodyBytes(), call::progress);
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
        return errors.of(exchange.response(), errorJson);
    }

    /** Gives the connection back if the answer is complete, and cuts it off otherwise. */
    @Override
    public void close() {
        exchange.close();
    }
}
