// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response. Used by one thread at a time, but for {@link #cancel}.
 *
 * <p>A connection is only given back to the pool when the response was read to its end; otherwise it is cut, since OkHttp
 * would wait for the rest.
 */
final class Exchange implements Closeable {
    /** How much of a body is read that is not an answer. */
    private static final long START_OF_BODY = 64 * 1024;

    /** How long the end of a complete answer is waited for; it nearly always is here already. */
    private static final long WAIT_FOR_END = TimeUnit.MILLISECONDS.toNanos(100);

    private final okhttp3.Call request;
    private final ConnectionWatch watch;
    private final IoFailures failures;
    private final Set<Exchange> running;
    private @Nullable Response response;
    private @Nullable BufferedSource body;
    private boolean exhausted;
    private boolean complete;
    private List<ChatWarning> warnings = List.of();

    Exchange(okhttp3.Call request, dev.posada.spi.Call call, IoFailures failures, Set<Exchange> running) {
        this.request = request;
        this.watch = new ConnectionWatch(call);
        this.failures = failures;
        this.running = running;
        running.add(this);
        call.onCancel(this::cancel);
    }

    /** Sends the request and waits for the head of the response; gives the failure, or {@code null} if all went well. */
    @Nullable
    Exception execute() {
        request.addEventListener(watch);
        try {
            Response head = request.execute();
            response = head;
            body = body(head);
            return null;
        } catch (Exception e) { // OkHttp lets an InterruptedException through that it does not declare
            close();
            return e;
        }
    }

    /** Compression was refused, but some proxies compress all the same. */
    private BufferedSource body(Response head) throws IOException {
        String encoding = head.header("Content-Encoding");
        BufferedSource plain = head.body().source();
        if (encoding == null || encoding.equalsIgnoreCase("identity") || encoding.isBlank()) {
            return plain;
        }
        if (encoding.equalsIgnoreCase("gzip")) {
            return Okio.buffer(new GzipSource(plain));
        }
        throw new java.net.ProtocolException("the body is encoded as " + encoding + ", which was not asked for");
    }

    /** Whether the request went over a connection that had served others before. */
    boolean isReused() {
        return watch.isReused();
    }

    Response response() {
        return Objects.requireNonNull(response);
    }

    /** The media type of the body in small letters, without parameters; empty if it is not told. */
    String mediaType() {
        String type = response().header("Content-Type");
        if (type == null) {
            return "";
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private BufferedSource body() {
        return Objects.requireNonNull(body);
    }

    List<ChatWarning> warnings() {
        return warnings;
    }

    void warnings(List<ChatWarning> list) {
        warnings = List.copyOf(list);
    }

    /** Waits for at least one byte; -1 at the end. */
    int read(byte[] target, int offset, int length) {
        try {
            int count = body().read(target, offset, length);
            exhausted |= count < 0;
            return count;
        } catch (Exception e) {
            throw failures.inAnswer(e);
        }
    }

    /**
     * Reads the whole body.
     *
     * @throws ProtocolException if it is longer than the limit
     */
    byte[] readAll(long limit, Runnable onBytes) {
        Buffer all = new Buffer();
        while (readInto(all)) {
            onBytes.run();
            if (all.size() > limit) {
                throw new ProtocolException(
                        "The server sent a body of more than " + limit
                                + " bytes. If it is meant to, raise bodyBytes in the limits of the host.",
                        ErrorDetails.none());
            }
        }
        return all.readByteArray();
    }

    private boolean readInto(Buffer all) {
        try {
            exhausted = body().read(all, Long.MAX_VALUE) < 0;
            return !exhausted;
        } catch (Exception e) {
            throw failures.inAnswer(e);
        }
    }

    /** The first part of a body that is no answer; what came before it broke off will do. */
    String readStart(dev.posada.spi.Call call) {
        Buffer start = new Buffer();
        try {
            while (start.size() < START_OF_BODY && readInto(start)) {
                call.progress();
            }
        } catch (PosadaException e) {
            call.ensureRunning();
        }
        return new String(start.readByteArray(), StandardCharsets.UTF_8);
    }

    /** The answer is complete, whether or not its last bytes were read. */
    void complete() {
        complete = true;
    }

    /** Cuts the connection; any thread. Does nothing to one that was given back already. */
    void cancel() {
        request.cancel();
    }

    @Override
    public void close() {
        running.remove(this);
        Response head = response;
        if (head == null) {
            return;
        }
        if (complete && !exhausted) {
            readEnd();
        }
        if (!exhausted) {
            request.cancel();
        }
        closeBody();
        head.close();
    }

    /** An unpacked body holds memory beyond the heap, which closing the response does not free. */
    private void closeBody() {
        BufferedSource source = body;
        if (source != null) {
            try {
                source.close();
            } catch (IOException e) {
                request.cancel(); // nobody reads on, so all that is left to do is to let go of the connection
            }
        }
    }

    private void readEnd() {
        BufferedSource source = body();
        Timeout timeout = source.timeout();
        timeout.deadlineNanoTime(System.nanoTime() + WAIT_FOR_END);
        Buffer rest = new Buffer();
        try {
            while (!exhausted && rest.size() < START_OF_BODY) {
                exhausted = source.read(rest, START_OF_BODY) < 0;
            }
        } catch (IOException e) {
            exhausted = false; // then the connection is not worth keeping
        } finally {
            timeout.clearDeadline();
        }
    }
}
