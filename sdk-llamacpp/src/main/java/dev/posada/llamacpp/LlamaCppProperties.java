// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.Capability;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server tells of itself and its model. What it does not tell is empty. Immutable and thread-safe. */
public final class LlamaCppProperties {
    private final @Nullable String alias;
    private final @Nullable String modelPath;
    private final @Nullable String fileType;
    private final @Nullable String version;
    private final String chatTemplate;
    private final Map<String, Boolean> templateCapabilities;
    private final Map<String, Boolean> modalities;
    private final int contextWindow;
    private final int slots;
    private final boolean sleeping;
    private final boolean router;
    private final String json;

    LlamaCppProperties(Draft draft, String json) {
        this.alias = draft.alias;
        this.modelPath = draft.modelPath;
        this.fileType = draft.fileType;
        this.version = draft.version;
        this.chatTemplate = draft.chatTemplate;
        this.templateCapabilities = Map.copyOf(draft.templateCapabilities);
        this.modalities = Map.copyOf(draft.modalities);
        this.contextWindow = draft.contextWindow;
        this.slots = draft.slots;
        this.sleeping = draft.sleeping;
        this.router = draft.router;
        this.json = json;
    }

    /** What is read so far. */
    static final class Draft {
        @Nullable
        String alias;

        @Nullable
        String modelPath;

        @Nullable
        String fileType;

        @Nullable
        String version;

        String chatTemplate = "";
        Map<String, Boolean> templateCapabilities = Map.of();
        Map<String, Boolean> modalities = Map.of();
        int contextWindow;
        int slots;
        boolean sleeping;
        boolean router;
    }

    /** The name that the model goes by. */
    public Optional<String> modelAlias() {
        return Optional.ofNullable(alias);
    }

    /** The model's file on the server. */
    public Optional<String> modelPath() {
        return Optional.ofNullable(modelPath);
    }

    /** How the model's weights are stored, in the server's words. */
    public Optional<String> fileType() {
        return Optional.ofNullable(fileType);
    }

    /** The build of the server, such as {@code b10472-34af94c}. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /** How many tokens of prompt and answer fit into one slot: less than what the server was started with if slots divide it. */
    public OptionalInt contextWindow() {
        return contextWindow > 0 ? OptionalInt.of(contextWindow) : OptionalInt.empty();
    }

    /** How many answers the server writes at a time; others wait in a queue. */
    public int slots() {
        return slots;
    }

    /** The model's chat template, in Jinja; empty where the server does not tell. */
    public String chatTemplate() {
        return chatTemplate;
    }

    /** What the chat template can do, by names such as {@code supports_tool_calls}. */
    public Map<String, Boolean> templateCapabilities() {
        return templateCapabilities;
    }

    /** What the model can take in besides text, by the names {@code vision}, {@code audio} and {@code video}. */
    public Map<String, Boolean> modalities() {
        return modalities;
    }

    /** Whether the model is out of memory until somebody asks it something. */
    public boolean isSleeping() {
        return sleeping;
    }

    /** Whether the server has several models, and loads them when they are asked for. */
    public boolean isRouter() {
        return router;
    }

    /** All that the server told, as JSON text. */
    public String json() {
        return json;
    }

    /** Whether the chat template knows levels of thinking. */
    boolean knowsEffort() {
        return templateCapabilities.getOrDefault("supports_reasoning_effort", false);
    }

    /** Servers have no word for whether a model thinks; its template tells. */
    boolean thinks() {
        return knowsEffort() || chatTemplate.contains("enable_thinking") || chatTemplate.contains("<think>");
    }

    /** What can be told without trying. */
    Set<Capability> capabilities() {
        Set<Capability> known = EnumSet.of(Capability.CHAT, Capability.COMPLETION, Capability.STRUCTURED_OUTPUT);
        if (templateCapabilities.getOrDefault("supports_tool_calls", false)) {
            known.add(Capability.TOOLS);
        }
        if (thinks()) {
            known.add(Capability.THINKING);
        }
        if (modalities.getOrDefault("vision", false)) {
            known.add(Capability.IMAGES);
        }
        if (modalities.getOrDefault("audio", false)) {
            known.add(Capability.AUDIO);
        }
        return known;
    }

    @Override
    public String toString() {
        return "LlamaCppProperties[" + modelAlias().orElse(router ? "router" : "?") + ", "
                + version().orElse("unknown version") + ", " + slots + " slots of " + contextWindow + " tokens]";
    }
}
