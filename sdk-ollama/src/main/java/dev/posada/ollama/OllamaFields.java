// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.http.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a request on their way to the wire: those that the caller gives as JSON text stand in place of those that
 * the request means.
 */
final class OllamaFields {
    /** What the answer could not be understood without, or has its own place in the request. */
    private static final Set<String> OWN = Set.of("model", "messages", "prompt", "suffix", "input", "stream");

    private final JsonWriter json = new JsonWriter();
    private final Map<String, String> given;
    private final ErrorDetails where;

    /**
     * Begins a request.
     *
     * @param optionFields fields of the options
     * @param extra fields of the request, which win over those of the options
     * @param where the host and model, for errors
     * @throws InvalidRequestException if one of the fields can't be given as JSON text
     */
    OllamaFields(String model, Map<String, String> optionFields, Map<String, String> extra, ErrorDetails where) {
        this.where = where;
        this.given = merge(optionFields, extra);
        for (String name : OWN) {
            if (given.containsKey(name)) {
                throw new InvalidRequestException(
                        "The field " + name + " can't be given as raw JSON; the request has its own place for it.",
                        where);
            }
        }
        json.beginObject().field("model", model);
    }

    private static Map<String, String> merge(Map<String, String> optionFields, Map<String, String> extra) {
        if (extra.isEmpty()) {
            return optionFields;
        }
        Map<String, String> merged = new LinkedHashMap<>(optionFields);
        merged.putAll(extra);
        return merged;
    }

    /** Where the fields are written to. */
    JsonWriter json() {
        return json;
    }

    /** Begins a field unless the caller gives it; false in that case. */
    boolean begin(String name) {
        if (given.containsKey(name)) {
            return false;
        }
        json.name(name);
        return true;
    }

    /** Writes a field unless the caller gives it. */
    void add(String name, String value) {
        if (begin(name)) {
            json.raw(value);
        }
    }

    /**
     * Writes the model options and what the caller gives, and ends the request.
     *
     * @param options names with JSON text
     * @throws InvalidRequestException if the caller gives all model options as JSON text and some of them otherwise
     */
    void end(Map<String, String> options) {
        if (!options.isEmpty()) {
            if (given.containsKey("options")) {
                throw new InvalidRequestException(
                        "The request sets " + options.keySet()
                                + " and also gives the whole field options as raw JSON, where"
                                + " those would be lost. Give single options with OllamaOptions.builder().option(name, json).",
                        where);
            }
            json.name("options").beginObject();
            options.forEach((name, value) -> json.name(name).raw(value));
            json.endObject();
        }
        given.forEach((name, value) -> json.name(name).raw(value));
        json.endObject();
    }
}
