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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the list of models of {@code GET /api/v1/models}, which LM Studio has since 0.4.0. */
final class CatalogueReader {
    private static final JsonNames MODEL = JsonNames.of(
            "type",
            "key",
            "architecture",
            "quantization",
            "size_bytes",
            "params_string",
            "loaded_instances",
            "capabilities",
            "variants");
    private static final JsonNames QUANTIZATION = JsonNames.of("name");
    private static final JsonNames CAPABILITIES = JsonNames.of("vision", "trained_for_tool_use", "reasoning");
    private static final JsonNames INSTANCE = JsonNames.of("id", "config");
    private static final JsonNames CONFIG = JsonNames.of("context_length");

    private final String json;
    private String key = "";
    private boolean embeds;
    private boolean looks;
    private boolean callsTools;
    private boolean thinks;
    private @Nullable String architecture;
    private @Nullable String quantization;
    private @Nullable Long sizeBytes;
    private @Nullable String parameters;
    private final List<RawInstance> instances = new ArrayList<>();
    private final List<String> variants = new ArrayList<>();

    /** An instance before the key of its model is known. */
    private record RawInstance(String id, @Nullable Integer contextLength, String config) {}

    private CatalogueReader(String json) {
        this.json = json;
    }

    /**
     * The models of an answer.
     *
     * @throws ProtocolException if it is not such a list, or not all of it
     */
    static List<CatalogueModel> read(JsonCursor answer) {
        return JsonText.elements(answer, "models").stream()
                .map(json -> new CatalogueReader(json).model())
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
        if (key.isEmpty()) {
            throw new ProtocolException("The server lists a model without a key: " + json, ErrorDetails.none());
        }
        List<LoadedInstance> loaded = instances.stream()
                .map(instance ->
                        new LoadedInstance(instance.id(), key, instance.contextLength(), null, instance.config()))
                .toList();
        return new CatalogueModel(info(loaded), loaded, variants);
    }

    private void read(int name, JsonCursor value) {
        switch (name) {
            case 0 -> embeds = value.string().startsWith("embedding");
            case 1 -> key = value.string();
            case 2 -> architecture = value.string();
            case 3 -> readQuantization(value);
            case 4 -> sizeBytes = value.longValue();
            case 5 -> parameters = value.string();
            case 6 -> readInstances(value);
            case 7 -> readCapabilities(value);
            case 8 -> readVariants(value);
            default -> value.skip();
        }
    }

    private void readQuantization(JsonCursor object) {
        object.beginObject();
        for (int name = object.nextName(QUANTIZATION); name != JsonCursor.END; name = object.nextName(QUANTIZATION)) {
            if (name == 0) {
                quantization = object.stringOrNull();
            }
        }
    }

    private void readCapabilities(JsonCursor object) {
        object.beginObject();
        for (int name = object.nextName(CAPABILITIES); name != JsonCursor.END; name = object.nextName(CAPABILITIES)) {
            boolean absent = object.isNull();
            switch (name) {
                case 0 -> looks = !absent && object.bool();
                case 1 -> callsTools = !absent && object.bool();
                case 2 -> thinks = !absent; // an object with the values that the model's switch has
                default -> {
                    // what is not read is skipped
                }
            }
        }
    }

    private void readVariants(JsonCursor array) {
        array.beginArray();
        while (array.nextElement()) {
            variants.add(array.string());
        }
    }

    private void readInstances(JsonCursor array) {
        array.beginArray();
        while (array.nextElement()) {
            instances.add(readInstance(array));
        }
    }

    private static RawInstance readInstance(JsonCursor object) {
        String id = "";
        String config = "{}";
        object.beginObject();
        for (int name = object.nextName(INSTANCE); name != JsonCursor.END; name = object.nextName(INSTANCE)) {
            if (name == 0) {
                id = object.string();
            } else if (name == 1 && !object.isNull()) {
                config = object.raw();
            }
        }
        return new RawInstance(id, contextLength(config), config);
    }

    /** The real context window: what the settings of a loaded model say. */
    static @Nullable Integer contextLength(String config) {
        Integer length = null;
        JsonCursor object = JsonCursor.of(config);
        object.beginObject();
        for (int name = object.nextName(CONFIG); name != JsonCursor.END; name = object.nextName(CONFIG)) {
            if (name == 0 && !object.isNull()) {
                length = object.intValue();
            }
        }
        return length;
    }

    private ModelInfo info(List<LoadedInstance> loaded) {
        return ModelInfo.builder(key)
                .capabilities(capabilities())
                .contextWindow(loaded.isEmpty() ? null : loaded.get(0).contextTokens())
                .sizeBytes(sizeBytes)
                .family(architecture)
                .parameterSize(parameters)
                .quantization(quantization)
                .loaded(!loaded.isEmpty())
                .json(json)
                .build();
    }

    private Capabilities capabilities() {
        if (embeds) {
            return Capabilities.of(Capability.EMBEDDING);
        }
        return Capabilities.of(chat(looks, callsTools, thinks));
    }

    /** What a model that answers can do. All can be held to a schema, since the server sees to that. */
    static Set<Capability> chat(boolean looks, boolean callsTools, boolean thinks) {
        Set<Capability> all = EnumSet.of(Capability.CHAT, Capability.COMPLETION, Capability.STRUCTURED_OUTPUT);
        if (looks) {
            all.add(Capability.IMAGES);
        }
        if (callsTools) {
            all.add(Capability.TOOLS);
        }
        if (thinks) {
            all.add(Capability.THINKING);
        }
        return all;
    }
}
