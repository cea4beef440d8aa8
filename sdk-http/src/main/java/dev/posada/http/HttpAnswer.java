// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.ChatWarning;
import dev.posada.PosadaException;
import dev.posada.spi.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import okhttp3.Response;

/** A whole answer. Immutable and thread-safe, as long as nobody changes its bytes. */
public final class HttpAnswer {
    private final Response response;
    private final byte[] bytes;
    private final List<ChatWarning> warnings;
    private final HttpErrors errors;

    HttpAnswer(Response response, byte[] bytes, List<ChatWarning> warnings, HttpErrors errors) {
        this.response = response;
        this.bytes = bytes;
        this.warnings = warnings;
        this.errors = errors;
    }

    /** The HTTP status. */
    public int status() {
        return response.code();
    }

    /** The last header of that name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.header(name));
    }

    /** The body, not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** The body as text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A new cursor on the JSON of the body. */
    public JsonCursor json() {
        return JsonCursor.of(bytes);
    }

    /**
     * The exception for an error that the server reports in the body of a success.
     *
     * @param errorJson what stands in the error field: a string or an object, or the whole body
     */
    public PosadaException failure(String errorJson) {
        return errors.of(response, errorJson);
    }

    /** What the caller of the host should know about how the request went. */
    public List<ChatWarning> warnings() {
        return warnings;
    }
}
