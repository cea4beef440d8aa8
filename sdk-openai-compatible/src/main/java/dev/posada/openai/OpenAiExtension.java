// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.EmbeddingRequest;
import dev.posada.ModelRequest;
import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one kind of server adds to the OpenAI wire: typed options that become fields of a request, and fields of an answer that
 * become something typed. For backends; programs have no need of it. Implementations are thread-safe and keep nothing of a
 * request.
 */
public interface OpenAiExtension {
    /** The type of this backend's options. A request that holds only others gets a warning. */
    Class<? extends BackendOptions> optionsType();

    /**
     * The fields that a request's options, and those of the host, stand for: names with JSON text. A field that the request also
     * sets in the common way, such as {@code max_tokens}, is taken from here; the request's extra fields go before both.
     *
     * @throws dev.posada.UnsupportedFeatureException if an option does not go with the rest of the request
     */
    Map<String, String> fields(ModelRequest request);

    /** The same for a request for vectors. */
    default Map<String, String> fields(EmbeddingRequest request) {
        return Map.of();
    }

    /** What the caller should know of how the options were, or were not, put into fields. */
    default List<ChatWarning> warnings(ModelRequest request) {
        return List.of();
    }

    /** Whether the schema of a structured answer is to be shown to the model, if the dialect says that servers do not. */
    default boolean showsSchema(ChatRequest request) {
        return true;
    }

    /**
     * The fields of a streamed chunk, beside {@code choices}, that {@link #read} wants. All others that are not of the common
     * wire end as JSON text in the answer's {@link dev.posada.ChatResponse#extra()}.
     */
    default Set<String> answerFields() {
        return Set.of();
    }

    /**
     * Reads one of these fields. Called for each chunk that has it with a value other than null.
     *
     * @param field its name
     * @param value a cursor that stands on its value, of which exactly that value may be read
     * @param sink takes what the field says
     */
    default void read(String field, JsonCursor value, EventSink sink) {
        sink.extra(field, value.raw());
    }
}
