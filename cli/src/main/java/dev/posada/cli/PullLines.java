// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.PullProgress;
import java.util.HashMap;
import java.util.Map;

/** Shows a download line by line, for logs: a line a step, and one for each tenth of a file. */
final class PullLines implements PullDisplay {
    private static final int STEPS = 10;

    private final Notices notices;
    private final Map<String, Integer> stepsShown = new HashMap<>();

    PullLines(Notices notices) {
        this.notices = notices;
    }

    @Override
    public void show(PullProgress progress) {
        int step = (int) (progress.fraction().orElse(0) * STEPS);
        Integer before = stepsShown.put(progress.status(), step);
        if (before == null || before < step) {
            notices.say(line(progress, step));
        }
    }

    private static String line(PullProgress progress, int step) {
        if (progress.fraction().isEmpty()) {
            return progress.status();
        }
        return progress.status() + ": " + step * (100 / STEPS) + "% of " + Bytes.text(progress.totalBytes());
    }
}
