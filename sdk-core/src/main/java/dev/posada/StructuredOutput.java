// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the form of a Java type or of a JSON schema. Immutable and thread-safe.
 *
 * @param <T> what an answer becomes
 */
public final class StructuredOutput<T> {
    private final OutputFormat format;

    private StructuredOutput(OutputFormat format) {
        this.format = format;
    }

    /** Answers that become values of a type. */
    public static <T> StructuredOutput<T> of(Class<T> type) {
        Objects.requireNonNull(type, "type");
        return new StructuredOutput<>(OutputFormat.json());
    }

    /** Answers that become lists of values of a type. */
    public static <E> StructuredOutput<List<E>> listOf(Class<E> elementType) {
        Objects.requireNonNull(elementType, "elementType");
        return new StructuredOutput<>(OutputFormat.json());
    }

    /** The request with the demand for this form. */
    public ChatRequest applyTo(ChatRequest request) {
        return request.toBuilder().outputFormat(format).build();
    }

    /** The value that an answer holds. */
    public T parse(ChatResponse response) {
        if (response.text().isEmpty()) {
            throw new ProtocolException(response.text(), ErrorDetails.none());
        }
        throw new IllegalStateException(format.name());
    }

    @Nullable
    String name() {
        return format.name();
    }
}
