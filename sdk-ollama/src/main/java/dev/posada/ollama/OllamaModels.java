// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ModelInfo;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@code /api/tags}, {@code /api/ps} and {@code /api/show} tell of models. */
final class OllamaModels {
    private static final int MODELS = 0;
    private static final JsonNames LIST_NAMES = JsonNames.of("models");

    private static final int NAME = 0;
    private static final int MODEL = 1;
    private static final int MODIFIED_AT = 2;
    private static final int SIZE = 3;
    private static final int DETAILS = 4;
    private static final int CAPABILITIES = 5;
    private static final int CONTEXT_LENGTH = 6;
    private static final int MODEL_INFO = 7;
    private static final int REMOTE_MODEL = 8;
    private static final JsonNames NAMES = JsonNames.of(
            "name",
            "model",
            "modified_at",
            "size",
            "details",
            "capabilities",
            "context_length",
            "model_info",
            "remote_model");

    private static final int FORMAT = 0;
    private static final int FAMILY = 1;
    private static final int PARAMETER_SIZE = 2;
    private static final int QUANTIZATION_LEVEL = 3;
    private static final int DETAIL_CONTEXT_LENGTH = 4;
    private static final int DETAIL_EMBEDDING_LENGTH = 5;
    private static final JsonNames DETAIL_NAMES = JsonNames.of(
            "format", "family", "parameter_size", "quantization_level", "context_length", "embedding_length");

    private static final int ARCHITECTURE = 0;
    private static final JsonNames INFO_NAMES = JsonNames.of("general.architecture");
    private static final Map<String, Set<Capability>> CAPABILITY_WORDS = Map.of(
            "completion", EnumSet.of(Capability.CHAT, Capability.COMPLETION, Capability.STRUCTURED_OUTPUT),
            "tools", EnumSet.of(Capability.TOOLS),
            "insert", EnumSet.of(Capability.FILL_IN_THE_MIDDLE),
            "vision", EnumSet.of(Capability.IMAGES),
            "audio", EnumSet.of(Capability.AUDIO),
            "embedding", EnumSet.of(Capability.EMBEDDING),
            "thinking", EnumSet.of(Capability.THINKING));

    private final Map<String, Integer> lengths = new HashMap<>();
    private @Nullable String name;
    private @Nullable String modifiedAt;
    private @Nullable Long size;
    private @Nullable Integer contextLength;
    private @Nullable Integer embeddingLength;
    private @Nullable Set<Capability> capabilities;
    private String architecture = "";
    private @Nullable String format;
    private @Nullable String family;
    private @Nullable String parameterSize;
    private @Nullable String quantization;
    private boolean remote;

    private OllamaModels() {}

    /**
     * Reads a list of models.
     *
     * @param loaded whether they are in memory; {@code null} if the list does not tell
     */
    static List<ModelInfo> list(JsonCursor json, @Nullable Boolean loaded) {
        List<ModelInfo> models = new ArrayList<>();
        json.beginObject();
        for (int field = json.nextName(LIST_NAMES); field != JsonCursor.END; field = json.nextName(LIST_NAMES)) {
            if (field == MODELS && !json.isNull()) {
                json.beginArray();
                while (json.nextElement()) {
                    models.add(read("", json.raw(), loaded));
                }
            }
        }
        return models;
    }

    /** Reads the description of one model, which does not name it. */
    static ModelInfo show(String name, String json) {
        return read(name, json, null);
    }

    private static ModelInfo read(String knownName, String json, @Nullable Boolean loaded) {
        OllamaModels reader = new OllamaModels();
        reader.read(JsonCursor.of(json));
        String name = knownName.isEmpty() && reader.name != null ? reader.name : knownName;
        return ModelInfo.builder(name)
                .capabilities(reader.capabilities())
                .contextWindow(reader.contextWindow())
                .embeddingLength(reader.length("embedding_length", reader.embeddingLength))
                .sizeBytes(reader.size)
                .family(reader.family)
                .parameterSize(reader.parameterSize)
                .quantization(reader.quantization)
                .modified(time(reader.modifiedAt))
                .loaded(loaded)
                .json(json)
                .build();
    }

    private void read(JsonCursor json) {
        json.beginObject();
        for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
            if (json.isNull()) {
                continue;
            }
            switch (field) {
                case NAME -> name = json.string();
                case MODEL -> name = name == null ? json.string() : name;
                case MODIFIED_AT -> modifiedAt = json.string();
                case SIZE -> size = json.longValue();
                case DETAILS -> readDetails(json);
                case CAPABILITIES -> capabilities = readCapabilities(json);
                case CONTEXT_LENGTH -> contextLength = json.intValue();
                case MODEL_INFO -> readInfo(json);
                case REMOTE_MODEL -> remote = !json.string().isEmpty();
                default -> json.skip(); // the whole text is kept
            }
        }
    }

    private void readDetails(JsonCursor json) {
        json.beginObject();
        for (int field = json.nextName(DETAIL_NAMES); field != JsonCursor.END; field = json.nextName(DETAIL_NAMES)) {
            if (json.isNull()) {
                continue;
            }
            switch (field) {
                case FORMAT -> format = json.string();
                case FAMILY -> family = emptyToNull(json.string());
                case PARAMETER_SIZE -> parameterSize = emptyToNull(json.string());
                case QUANTIZATION_LEVEL -> quantization = emptyToNull(json.string());
                case DETAIL_CONTEXT_LENGTH -> lengths.put("context_length", json.intValue());
                case DETAIL_EMBEDDING_LENGTH -> embeddingLength = json.intValue();
                default -> json.skip();
            }
        }
    }

    private static Set<Capability> readCapabilities(JsonCursor json) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        json.beginArray();
        while (json.nextElement()) {
            capabilities.addAll(CAPABILITY_WORDS.getOrDefault(json.string().toLowerCase(Locale.ROOT), Set.of()));
        }
        return capabilities;
    }

    /** The model file's own values, whose names begin with the architecture, such as {@code llama.context_length}. */
    private void readInfo(JsonCursor json) {
        json.beginObject();
        for (int field = json.nextName(INFO_NAMES); field != JsonCursor.END; field = json.nextName(INFO_NAMES)) {
            if (field == ARCHITECTURE) {
                architecture = json.string();
            } else if (json.peek() == JsonCursor.Kind.NUMBER && json.name().endsWith("_length")) {
                String length = json.name();
                lengths.put(length, json.intValue());
            }
        }
    }

    /** What the server has really set aside counts for more than what the model was trained for. */
    private @Nullable Integer contextWindow() {
        return contextLength != null ? contextLength : length("context_length", lengths.get("context_length"));
    }

    private @Nullable Integer length(String what, @Nullable Integer otherwise) {
        Integer length = lengths.get(architecture + "." + what);
        return length == null ? otherwise : length;
    }

    /** The grammar that holds answers to a schema is llama.cpp's: models that run elsewhere do without. */
    private Capabilities capabilities() {
        if (capabilities == null) {
            return Capabilities.unknown();
        }
        Set<Capability> known = EnumSet.copyOf(capabilities);
        if (remote || "safetensors".equals(format)) {
            known.remove(Capability.STRUCTURED_OUTPUT);
        }
        return Capabilities.of(known);
    }

    private static @Nullable OffsetDateTime time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            return null; // the text itself is in the whole description
        }
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
