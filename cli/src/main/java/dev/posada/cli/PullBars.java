// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.PullProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a download as a bar for each file, on a terminal. */
final class PullBars implements PullDisplay {
    private static final long MEGABYTE = 1_000_000;

    private final Notices notices;
    private @Nullable ProgressBar bar;
    private String status = "";

    PullBars(Notices notices) {
        this.notices = notices;
    }

    @Override
    public void show(PullProgress progress) {
        if (!progress.status().equals(status)) {
            close();
            status = progress.status();
            if (progress.fraction().isEmpty()) {
                notices.say(status);
            }
        }
        if (progress.fraction().isPresent()) {
            ProgressBar shown = bar == null ? begin(progress) : bar;
            shown.maxHint(progress.totalBytes());
            shown.stepTo(progress.completedBytes());
        }
    }

    private ProgressBar begin(PullProgress progress) {
        ProgressBar begun = ProgressBar.builder()
                .setTaskName(progress.status())
                .setInitialMax(progress.totalBytes())
                .setUnit(" MB", MEGABYTE)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(notices.printStream()))
                .build();
        bar = begun;
        return begun;
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
