// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.util.List;
import java.util.Locale;

/** The CPU time per streamed token as bars, on a scale of powers of ten. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int LEFT = 150;
    private static final int BAR = 22;
    private static final double LOWEST = 50;
    private static final double HIGHEST = 20_000;

    private final Results results;

    Plot(Results results) {
        this.results = results;
    }

    String svg() {
        StringBuilder bars = new StringBuilder();
        int y = 30;
        for (Wire wire : results.wires()) {
            bars.append(text(10, y + 4, 15, "CPU per streamed token, " + wire.title() + " wire (logarithmic scale)"));
            y += 16;
            for (String contestant : results.contestants(wire)) {
                Double nanos = results.median(wire, contestant, "TOKENS.cpuns");
                if (nanos != null) {
                    bars.append(bar(y, contestant, nanos));
                    y += BAR + 6;
                }
            }
            y += 26;
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + y
                + "\" font-family=\"sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + bars
                + "</svg>\n";
    }

    private static String bar(int y, String contestant, double nanos) {
        double share = Math.log(Math.max(nanos, LOWEST) / LOWEST) / Math.log(HIGHEST / LOWEST);
        int length = (int) Math.round(share * (WIDTH - LEFT - 110));
        String colour = contestant.equals(Entry.POSADA) ? "#2a7f62" : "#9aa5b1";
        return text(10, y + 16, 13, contestant)
                + String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                        LEFT,
                        y,
                        length,
                        BAR,
                        colour)
                + text(LEFT + length + 8, y + 16, 13, Row.number(nanos) + " ns");
    }

    private static String text(int x, int y, int size, String words) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" font-size=\"" + size + "\" fill=\"#222\">" + words + "</text>\n";
    }

    /** Whether there is anything to draw. */
    boolean isEmpty() {
        List<Wire> wires = results.wires();
        return wires.stream()
                .flatMap(wire -> results.contestants(wire).stream()
                        .map(contestant -> results.median(wire, contestant, "TOKENS.cpuns")))
                .allMatch(number -> number == null);
    }
}
