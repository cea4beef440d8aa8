// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ModelInfo;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model as {@code /v1/models} lists it: by a server with one model, or by a router. */
final class ListedModel {
    private static final JsonNames LIST = JsonNames.of("data");
    private static final JsonNames MODEL = JsonNames.of("id", "aliases", "owned_by", "meta", "status");
    private static final JsonNames META = JsonNames.of("n_ctx", "n_embd", "n_params", "size", "ftype");
    private static final JsonNames STATUS = JsonNames.of("value", "failed", "exit_code");
    private static final Set<String> RUNNING = Set.of("loaded", "sleeping");

    private final String json;
    private String id = "";
    private final List<String> aliases = new ArrayList<>();
    private String owner = "";
    private @Nullable Integer contextWindow;
    private @Nullable Integer embeddingLength;
    private @Nullable Long parameters;
    private @Nullable Long size;
    private @Nullable String fileType;
    private @Nullable String status;
    private boolean failed;
    private @Nullable Integer exitCode;

    private ListedModel(String json) {
        this.json = json;
    }

    /** All models of a list. */
    static List<ListedModel> list(JsonCursor json) {
        List<ListedModel> models = new ArrayList<>();
        json.beginObject();
        for (int name = json.nextName(LIST); name != JsonCursor.END; name = json.nextName(LIST)) {
            // Beside it a server with one model sends the same in another shape.
            if (name == 0 && json.peek() == Kind.ARRAY) {
                json.beginArray();
                while (json.nextElement()) {
                    models.add(read(json.raw()));
                }
            }
        }
        return models;
    }

    private static ListedModel read(String text) {
        ListedModel model = new ListedModel(text);
        JsonCursor json = JsonCursor.of(text);
        json.beginObject();
        for (int name = json.nextName(MODEL); name != JsonCursor.END; name = json.nextName(MODEL)) {
            if (!json.isNull()) {
                model.field(name, json);
            }
        }
        return model;
    }

    private void field(int name, JsonCursor json) {
        switch (name) {
            case 0 -> id = json.string();
            case 1 -> {
                json.beginArray();
                while (json.nextElement()) {
                    aliases.add(json.string());
                }
            }
            case 2 -> owner = json.text();
            case 3 -> meta(json);
            case 4 -> status(json);
            default -> json.skip();
        }
    }

    private void meta(JsonCursor json) {
        json.beginObject();
        for (int name = json.nextName(META); name != JsonCursor.END; name = json.nextName(META)) {
            if (json.isNull()) {
                continue;
            }
            switch (name) {
                case 0 -> contextWindow = json.intValue();
                case 1 -> embeddingLength = json.intValue();
                case 2 -> parameters = json.longValue();
                case 3 -> size = json.longValue();
                case 4 -> fileType = json.text();
                default -> json.skip();
            }
        }
    }

    private void status(JsonCursor json) {
        json.beginObject();
        for (int name = json.nextName(STATUS); name != JsonCursor.END; name = json.nextName(STATUS)) {
            if (json.isNull()) {
                continue;
            }
            switch (name) {
                case 0 -> status = json.string();
                case 1 -> failed = json.bool();
                case 2 -> exitCode = json.intValue();
                default -> json.skip();
            }
        }
    }

    String id() {
        return id;
    }

    boolean isOfLlamaCpp() {
        return owner.equals("llamacpp");
    }

    boolean goesBy(String name) {
        return id.equals(name) || aliases.contains(name);
    }

    /** Whether a router has the model, which can load and unload it. */
    boolean isOfRouter() {
        return status != null;
    }

    boolean isLoaded() {
        return status == null || status.equals("loaded");
    }

    /** Whether there is a process for the model, which may have put it out of memory for a while. */
    boolean isRunning() {
        return status == null || RUNNING.contains(status);
    }

    boolean isUnloaded() {
        return "unloaded".equals(status);
    }

    boolean hasFailed() {
        return failed;
    }

    Optional<Integer> exitCode() {
        return Optional.ofNullable(exitCode);
    }

    /** What the list tells. */
    ModelInfo.Builder toInfo() {
        return ModelInfo.builder(id)
                .contextWindow(contextWindow)
                .embeddingLength(embeddingLength)
                .sizeBytes(size)
                .parameterSize(parameters == null ? null : readable(parameters))
                .quantization(fileType)
                .loaded(isLoaded())
                .json(json);
    }

    /** The way in which people write it: 8.0B, 270M. */
    private static String readable(long count) {
        return count >= 1_000_000_000
                ? String.format(Locale.ROOT, "%.1fB", count / 1e9)
                : count >= 1_000_000
                        ? String.format(Locale.ROOT, "%.0fM", count / 1e6)
                        : String.format(Locale.ROOT, "%.0fK", count / 1e3);
    }
}
