// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.List;

/** Ends a text before any of some texts; what may be the begin of one is held back until it is certain. Not thread-safe. */
final class StopFilter {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    StopFilter(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /** Takes the next piece and gives what is certain to come before any stop. */
    String add(String piece) {
        if (stopped) {
            return "";
        }
        held.append(piece);
        int stop = firstStop();
        stopped = stop >= 0;
        String certain = held.substring(0, stopped ? stop : firstPossibleStop());
        held.delete(0, stopped ? held.length() : certain.length());
        return certain;
    }

    /** What was held back, now that nothing more comes. */
    String finish() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    boolean isStopped() {
        return stopped;
    }

    private int firstStop() {
        int first = -1;
        for (String stop : stops) {
            int at = held.indexOf(stop);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }
        return first;
    }

    private int firstPossibleStop() {
        for (int from = 0; from < held.length(); from++) {
            String rest = held.substring(from);
            if (stops.stream().anyMatch(stop -> stop.startsWith(rest))) {
                return from;
            }
        }
        return held.length();
    }
}
