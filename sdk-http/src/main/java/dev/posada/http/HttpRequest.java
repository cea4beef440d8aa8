// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a backend asks its server: method, path, body and the kind of answer that it wants. Immutable and thread-safe, as long
 * as nobody writes on in a {@link JsonWriter} that was handed in.
 */
public final class HttpRequest {
    /** Wants one JSON document; what requests want that do not say otherwise. */
    public static final String JSON = "application/json";

    /** Wants a stream of JSON lines. */
    public static final String NDJSON = "application/x-ndjson";

    /** Wants a stream of server-sent events. */
    public static final String SSE = "text/event-stream";

    /** Takes what comes, also HTML. */
    public static final String ANY = "*/*";

    private static final RequestBody EMPTY = RequestBody.create(new byte[0]);

    /** Makes the body for one sending. */
    private interface Body {
        RequestBody toOkHttp(Runnable onSent);
    }

    private final String method;
    private final String path;
    private final @Nullable Body body;
    private final String accept;
    private final List<String> headers;
    private final Set<Integer> allowed;

    private HttpRequest(
            String method,
            String path,
            @Nullable Body body,
            String accept,
            List<String> headers,
            Set<Integer> allowed) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The path \"" + path + "\" does not begin with a slash.");
        }
        this.method = method;
        this.path = path;
        this.body = body;
        this.accept = accept;
        this.headers = headers;
        this.allowed = allowed;
    }

    private static HttpRequest of(String method, String path, @Nullable Body body) {
        return new HttpRequest(method, path, body, JSON, List.of(), Set.of());
    }

    /** Asks for a resource. The path may hold a query. */
    public static HttpRequest get(String path) {
        return of("GET", path, null);
    }

    /** Asks for the headers of a resource. */
    public static HttpRequest head(String path) {
        return of("HEAD", path, null);
    }

    /** Posts nothing. */
    public static HttpRequest post(String path) {
        return of("POST", path, onSent -> EMPTY);
    }

    /** Posts JSON. */
    public static HttpRequest post(String path, JsonWriter json) {
        RequestBody body = json.toRequestBody();
        return of("POST", path, onSent -> body);
    }

    /** Posts bytes of a media type. They are not copied. */
    public static HttpRequest post(String path, byte[] bytes, String type) {
        RequestBody body = Bodies.of(bytes, MediaType.get(type));
        return of("POST", path, onSent -> body);
    }

    /**
     * Posts a file, which is read while it is sent. Sending counts as progress of the call, but not as an answer: give large
     * files more time until the first token, or tell the call that it was answered, so that only the idle timeout counts.
     *
     * @throws UncheckedIOException if the file can't be read, now or later
     */
    public static HttpRequest post(String path, Path file, String type) {
        MediaType mediaType = MediaType.get(type);
        long length = size(file);
        return of("POST", path, onSent -> new FileBody(file, mediaType, length, onSent));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file + ".", e);
        }
    }

    /** Deletes a resource. */
    public static HttpRequest delete(String path) {
        return of("DELETE", path, null);
    }

    /** Deletes what the JSON names. */
    public static HttpRequest delete(String path, JsonWriter json) {
        RequestBody body = json.toRequestBody();
        return of("DELETE", path, onSent -> body);
    }

    /** The same, wanting another kind of answer: one of the constants of this class, or another media type. */
    public HttpRequest accept(String type) {
        return new HttpRequest(method, path, body, type, headers, allowed);
    }

    /** The same with one more header. */
    public HttpRequest header(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new HttpRequest(method, path, body, accept, more, allowed);
    }

    /** The same, taking an error status for an answer like any other. */
    public HttpRequest allow(int status) {
        Set<Integer> more = new TreeSet<>(allowed);
        more.add(status);
        return new HttpRequest(method, path, body, accept, headers, more);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /**
     * The body to send.
     *
     * @param onSent runs now and then while a long body is sent
     */
    @Nullable
    RequestBody body(Runnable onSent) {
        return body == null ? null : body.toOkHttp(onSent);
    }

    String accept() {
        return accept;
    }

    /** Names and values by turns. */
    List<String> headers() {
        return headers;
    }

    boolean allows(int status) {
        return status / 100 == 2 || allowed.contains(status);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    /** A file that could not be read is the caller's trouble, not the connection's. */
    static final class FileUnreadable extends IOException {
        private static final long serialVersionUID = 1L;

        FileUnreadable(Path file, IOException cause) {
            super("Can't read " + file + ".", cause);
        }
    }

    private static final class FileBody extends RequestBody {
        private static final long SENT_AT_ONCE = 64 * 1024;

        private final Path file;
        private final MediaType type;
        private final long length;
        private final Runnable onSent;

        FileBody(Path file, MediaType type, long length, Runnable onSent) {
            this.file = file;
            this.type = type;
            this.length = length;
            this.onSent = onSent;
        }

        @Override
        public MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (Source source = open()) {
                long left = length;
                while (left > 0) {
                    long piece = Math.min(left, SENT_AT_ONCE);
                    sink.write(source, piece);
                    onSent.run();
                    left -= piece;
                }
            }
        }

        private Source open() throws IOException {
            try {
                return Okio.source(file);
            } catch (IOException e) {
                throw new FileUnreadable(file, e);
            }
        }
    }
}
