// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ModelInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Models for people and for scripts. */
final class ModelList {
    private static final String UNKNOWN = "-";

    private ModelList() {}

    static String table(List<ModelInfo> models, LoadedModels loaded) {
        Table table = new Table("NAME", "SIZE", "CONTEXT", "QUANTISATION", "LOADED", "CAPABILITIES");
        for (ModelInfo model : models) {
            table.row(
                    model.name(),
                    model.sizeBytes().isPresent() ? Bytes.text(model.sizeBytes().getAsLong()) : UNKNOWN,
                    number(model.contextWindow()),
                    model.quantization().orElse(UNKNOWN),
                    loaded.has(model).map(inMemory -> inMemory ? "yes" : "no").orElse(UNKNOWN),
                    String.join(", ", words(model.capabilities())));
        }
        return table.text();
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? String.valueOf(number.getAsInt()) : UNKNOWN;
    }

    private static List<String> words(Capabilities capabilities) {
        return capabilities.areKnown()
                ? capabilities.all().stream().sorted().map(ModelList::word).toList()
                : List.of(UNKNOWN);
    }

    private static String word(Capability capability) {
        return FailureReport.word(capability);
    }

    static String json(List<ModelInfo> models, LoadedModels loaded) {
        return Json.text(json -> {
            json.writeStartArray();
            for (ModelInfo model : models) {
                write(json, model, loaded.has(model));
            }
            json.writeEndArray();
        });
    }

    /** What the host does not tell is left out. */
    private static void write(JsonGenerator json, ModelInfo model, Optional<Boolean> loaded) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", model.name());
        if (model.sizeBytes().isPresent()) {
            json.writeNumberField("sizeBytes", model.sizeBytes().getAsLong());
        }
        writeNumber(json, "contextWindow", model.contextWindow());
        writeNumber(json, "embeddingLength", model.embeddingLength());
        if (model.capabilities().areKnown()) {
            Json.strings(json, "capabilities", words(model.capabilities()));
        }
        Json.optional(json, "family", model.family());
        Json.optional(json, "parameterSize", model.parameterSize());
        Json.optional(json, "quantization", model.quantization());
        Json.optional(json, "modified", model.modified().map(Object::toString));
        if (loaded.isPresent()) {
            json.writeBooleanField("loaded", loaded.get());
        }
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, String field, OptionalInt number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(field, number.getAsInt());
        }
    }
}
