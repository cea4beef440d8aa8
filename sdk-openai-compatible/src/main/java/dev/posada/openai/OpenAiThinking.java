// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatWarning;
import dev.posada.Thinking;
import dev.posada.Thinking.Mode;
import dev.posada.UnsupportedFeatureException;
import java.util.List;
import java.util.Locale;

/** Writes the setting for thinking with the means that a server has. */
final class OpenAiThinking {
    private static final int LOW_BUDGET = 1024;
    private static final int MEDIUM_BUDGET = 8192;
    private static final List<Mode> LEVELS = List.of(Mode.LOW, Mode.MEDIUM, Mode.HIGH);

    private final ThinkingControl control;
    private final OpenAiFields fields;
    private final OpenAiTarget target;

    private OpenAiThinking(OpenAiFields fields, OpenAiTarget target) {
        this.control = target.dialect().thinkingControl();
        this.fields = fields;
        this.target = target;
    }

    /**
     * Adds the setting to a request.
     *
     * @throws UnsupportedFeatureException if the server has no means for it
     */
    static void write(Thinking setting, OpenAiFields fields, OpenAiTarget target) {
        OpenAiThinking writer = new OpenAiThinking(fields, target);
        switch (setting.mode()) {
            case OFF -> writer.off();
            case ON -> writer.on();
            case BUDGET -> writer.budget(setting.budget().orElseThrow());
            default -> writer.level(setting.mode(), setting);
        }
    }

    private void off() {
        control.fieldsWhenOff().forEach(fields::addRaw);
        if (control.templateSwitch() != null) {
            toggle(false);
        } else if (control.knowsEffort(Mode.OFF)) {
            effort(Mode.OFF);
        } else if (control.fieldsWhenOff().isEmpty()) {
            Mode least = nearest(Mode.LOW, Thinking.off());
            effort(least);
            approximated(Thinking.off(), "the level " + word(least));
        }
    }

    private void on() {
        if (control.templateSwitch() != null) {
            toggle(true);
        } else if (control.knowsEffort(Mode.ON)) {
            effort(Mode.ON);
        } else {
            Mode middle = nearest(Mode.MEDIUM, Thinking.on());
            effort(middle);
            approximated(Thinking.on(), "the level " + word(middle));
        }
    }

    private void level(Mode level, Thinking asked) {
        boolean exact = control.knowsEffort(level) && asked.mode() == level;
        if (LEVELS.stream().anyMatch(control::knowsEffort)) {
            Mode nearest = nearest(level, asked);
            effort(nearest);
            toggle(true);
            if (!exact) {
                approximated(asked, "the level " + word(nearest));
            }
        } else if (control.templateSwitch() != null) {
            toggle(true);
            approximated(asked, "\"on\"");
        } else {
            throw noMeans(asked);
        }
    }

    private void budget(int tokens) {
        String field = control.budgetField();
        if (field != null) {
            fields.add(field, tokens);
            toggle(true);
            return;
        }
        Mode level = tokens <= LOW_BUDGET ? Mode.LOW : tokens <= MEDIUM_BUDGET ? Mode.MEDIUM : Mode.HIGH;
        level(level, Thinking.budget(tokens));
    }

    /** The level next to the wanted one that the server knows. */
    private Mode nearest(Mode wanted, Thinking asked) {
        int place = LEVELS.indexOf(wanted);
        return LEVELS.stream()
                .filter(control::knowsEffort)
                .min((left, right) -> Integer.compare(
                        Math.abs(LEVELS.indexOf(left) - place), Math.abs(LEVELS.indexOf(right) - place)))
                .orElseThrow(() -> noMeans(asked));
    }

    private void effort(Mode mode) {
        fields.add("reasoning_effort", mode == Mode.OFF ? "none" : word(mode));
    }

    private void toggle(boolean on) {
        String variable = control.templateSwitch();
        if (variable != null) {
            fields.addMember("chat_template_kwargs", variable, on);
        }
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private void approximated(Thinking asked, String sent) {
        target.warn(
                ChatWarning.APPROXIMATED,
                target.server() + " has no exact match for the thinking setting " + asked + "; it was sent as " + sent
                        + ".");
    }

    private UnsupportedFeatureException noMeans(Thinking asked) {
        return target.unsupported(
                target.server() + " can't be told how much to think, so " + asked
                        + " can't be asked for. Leave the setting out, or name the server's own means: Dialect.Builder.thinkingControl(…).");
    }
}
