// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ErrorDetails;
import dev.posada.ModelInfo;
import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the list of models of {@code GET /api/v0/models}, which is all that LM Studio had before 0.4.0. */
final class OldCatalogueReader {
    private static final JsonNames MODEL =
            JsonNames.of("id", "type", "arch", "quantization", "state", "loaded_context_length", "capabilities");

    private final String json;
    private String id = "";
    private String type = "";
    private @Nullable String architecture;
    private @Nullable String quantization;
    private boolean loaded;
    private @Nullable Integer contextLength;
    private @Nullable Set<String> told;

    private OldCatalogueReader(String json) {
        this.json = json;
    }

    /**
     * The models of an answer.
     *
     * @throws ProtocolException if it is not such a list, or not all of it
     */
    static List<CatalogueModel> read(JsonCursor answer) {
        return JsonText.elements(answer, "data").stream()
                .map(json -> new OldCatalogueReader(json).model())
                .toList();
    }

    private CatalogueModel model() {
        JsonCursor object = JsonCursor.of(json);
        object.beginObject();
        for (int name = object.nextName(MODEL); name != JsonCursor.END; name = object.nextName(MODEL)) {
            if (!object.isNull()) {
                read(name, object);
            }
        }
        if (id.isEmpty()) {
            throw new ProtocolException("The server lists a model without an id: " + json, ErrorDetails.none());
        }
        List<LoadedInstance> instances =
                loaded ? List.of(new LoadedInstance(id, id, contextLength, null, "{}")) : List.of();
        return new CatalogueModel(info(), instances, List.of());
    }

    private void read(int name, JsonCursor value) {
        switch (name) {
            case 0 -> id = value.string();
            case 1 -> type = value.string();
            case 2 -> architecture = value.string();
            case 3 -> quantization = value.string();
            case 4 -> loaded = value.string().equals("loaded");
            case 5 -> contextLength = value.intValue();
            case 6 -> told = readCapabilities(value);
            default -> value.skip();
        }
    }

    private static Set<String> readCapabilities(JsonCursor array) {
        Set<String> names = new HashSet<>();
        array.beginArray();
        while (array.nextElement()) {
            names.add(array.string());
        }
        return names;
    }

    private ModelInfo info() {
        return ModelInfo.builder(id)
                .capabilities(capabilities())
                .contextWindow(loaded ? contextLength : null)
                .family(architecture)
                .quantization(quantization)
                .loaded(loaded)
                .json(json)
                .build();
    }

    /** Before 0.3.16 servers told the type alone, which is not enough to say what a model can't do. */
    private Capabilities capabilities() {
        if (type.equals("embeddings")) {
            return Capabilities.of(Capability.EMBEDDING);
        }
        return told == null
                ? Capabilities.unknown()
                : Capabilities.of(CatalogueReader.chat(type.equals("vlm"), told.contains("tool_use"), false));
    }
}
