// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.Thinking;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The means by which a server can be told how much to think. A setting that none of them says exactly is sent as the nearest
 * one, with a warning; where there is no means at all, it is refused. Immutable and thread-safe.
 *
 * <pre>{@code
 * ThinkingControl.none().templateSwitch("enable_thinking").effort(Mode.LOW, Mode.MEDIUM, Mode.HIGH)
 * }</pre>
 */
public final class ThinkingControl {
    private static final ThinkingControl NONE = new ThinkingControl(Set.of(), null, null, Map.of());

    private final Set<Thinking.Mode> efforts;
    private final @Nullable String templateSwitch;
    private final @Nullable String budgetField;
    private final Map<String, String> fieldsWhenOff;

    private ThinkingControl(
            Set<Thinking.Mode> efforts,
            @Nullable String templateSwitch,
            @Nullable String budgetField,
            Map<String, String> fieldsWhenOff) {
        this.efforts = efforts;
        this.templateSwitch = templateSwitch;
        this.budgetField = budgetField;
        this.fieldsWhenOff = fieldsWhenOff;
    }

    /** The server can't be told. */
    public static ThinkingControl none() {
        return NONE;
    }

    /**
     * Besides, the field {@code reasoning_effort} with these settings; off is sent as {@code none}, all others by their names.
     *
     * @throws IllegalArgumentException if a budget is among them
     */
    public ThinkingControl effort(Thinking.Mode first, Thinking.Mode... others) {
        Set<Thinking.Mode> known = EnumSet.of(first, others);
        if (known.contains(Thinking.Mode.BUDGET)) {
            throw new IllegalArgumentException("A budget is no level of effort; name its field with budget(…).");
        }
        return new ThinkingControl(known, templateSwitch, budgetField, fieldsWhenOff);
    }

    /**
     * Besides, a variable of the chat template that is true or false, sent in {@code chat_template_kwargs}. A template that
     * does not know the variable ignores it.
     *
     * @param variable usually {@code enable_thinking}; {@code thinking} for DeepSeek V3 and Granite
     */
    public ThinkingControl templateSwitch(String variable) {
        return new ThinkingControl(efforts, Objects.requireNonNull(variable, "variable"), budgetField, fieldsWhenOff);
    }

    /** Besides, a field of the request that holds the largest number of tokens to think. */
    public ThinkingControl budget(String field) {
        return new ThinkingControl(efforts, templateSwitch, Objects.requireNonNull(field, "field"), fieldsWhenOff);
    }

    /**
     * Besides, a field of the request that goes along when thinking is off, whichever other means there are.
     *
     * @param json its value as JSON text
     */
    public ThinkingControl whenOff(String field, String json) {
        Map<String, String> more = new TreeMap<>(fieldsWhenOff);
        more.put(field, json);
        return new ThinkingControl(efforts, templateSwitch, budgetField, Map.copyOf(more));
    }

    boolean knowsEffort(Thinking.Mode mode) {
        return efforts.contains(mode);
    }

    Set<Thinking.Mode> efforts() {
        return efforts;
    }

    @Nullable
    String templateSwitch() {
        return templateSwitch;
    }

    @Nullable
    String budgetField() {
        return budgetField;
    }

    Map<String, String> fieldsWhenOff() {
        return fieldsWhenOff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ThinkingControl that
                && efforts.equals(that.efforts)
                && Objects.equals(templateSwitch, that.templateSwitch)
                && Objects.equals(budgetField, that.budgetField)
                && fieldsWhenOff.equals(that.fieldsWhenOff);
    }

    @Override
    public int hashCode() {
        return Objects.hash(efforts, templateSwitch, budgetField, fieldsWhenOff);
    }

    @Override
    public String toString() {
        return "ThinkingControl[effort=" + efforts + ", switch=" + templateSwitch + ", budget=" + budgetField
                + ", when off=" + fieldsWhenOff.keySet() + "]";
    }
}
