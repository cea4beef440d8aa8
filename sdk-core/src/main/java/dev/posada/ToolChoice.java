// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model may, must or must not call tools. Immutable and thread-safe.
 *
 * <p>A {@link ToolLoop} holds to it in its first round and lets the model decide after that: a model that must call tools
 * would never come to an end.
 */
public final class ToolChoice {
    /** What is set. */
    public enum Mode {
        /** The model decides. */
        AUTO,
        /** No tool may be called. */
        NONE,
        /** At least one tool must be called. */
        REQUIRED,
        /** One tool must be called: the named one. */
        NAMED
    }

    private static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, null);
    private static final ToolChoice NONE = new ToolChoice(Mode.NONE, null);
    private static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, null);

    private final Mode mode;
    private final @Nullable String toolName;

    private ToolChoice(Mode mode, @Nullable String toolName) {
        this.mode = mode;
        this.toolName = toolName;
    }

    /** The model decides. */
    public static ToolChoice auto() {
        return AUTO;
    }

    /** No tool may be called. */
    public static ToolChoice none() {
        return NONE;
    }

    /** At least one tool must be called. */
    public static ToolChoice required() {
        return REQUIRED;
    }

    /**
     * The named tool must be called.
     *
     * @throws IllegalArgumentException if no tool can have that name
     */
    public static ToolChoice named(String toolName) {
        return new ToolChoice(Mode.NAMED, Names.require(toolName, "a tool"));
    }

    /** What is set. */
    public Mode mode() {
        return mode;
    }

    /** The tool that must be called, where the mode is {@link Mode#NAMED}. */
    public Optional<String> toolName() {
        return Optional.ofNullable(toolName);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ToolChoice that && mode == that.mode && Objects.equals(toolName, that.toolName);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mode, toolName);
    }

    @Override
    public String toString() {
        return toolName == null ? mode.toString() : "NAMED(" + toolName + ")";
    }
}
