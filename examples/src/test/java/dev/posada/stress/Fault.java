// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.stress;

import dev.posada.testkit.Script;
import dev.posada.testkit.Script.Ending;
import dev.posada.testkit.Wire;
import java.time.Duration;
import java.util.Random;

/**
 * What a server does with one question, and how that has to end. A connection that is closed instead of an answer is left
 * out: it looks like one that was closed while it lay idle, and then the client rightly asks again.
 */
record Fault(Script script, End end) {
    /** The words that tell the reader to cancel from another thread, or to leave. */
    static final String CANCEL = "cancel";

    static final String LEAVE = "leave";

    private static final Script WHOLE =
            Script.answer().text("Good").text(" day").text(", Ada!").finish();

    /** Half of the answers are whole; one in a hundred stalls, so that waiting does not take all the time. */
    static Fault random(Random random, Wire wire) {
        return switch (random.nextInt(100)) {
            case 0 -> new Fault(Script.answer().text("Good").stall(), End.TIMED_OUT);
            case 1, 2, 3, 4, 5 -> new Fault(Script.error(503, "busy"), End.UNAVAILABLE);
            case 6, 7, 8, 9, 10 -> new Fault(Script.error(429, "too fast"), End.LIMITED);
            case 11, 12, 13, 14, 15 -> new Fault(Script.page(502, "text/html", "<html>"), End.UNAVAILABLE);
            case 16, 17, 18, 19, 20 -> new Fault(Script.answer().text("Good").malformedFrame(), End.MALFORMED);
            case 21, 22, 23, 24, 25 -> new Fault(Script.answer().text(CANCEL).stall(), End.CANCELLED);
            case 26, 27, 28, 29, 30 -> new Fault(Script.answer().text(LEAVE).endlessText("more"), End.LEFT);
            case 31, 32, 33, 34, 35 -> new Fault(WHOLE.byteByByte(), End.ANSWERED);
            case 36, 37, 38, 39, 40 ->
                new Fault(
                        Script.answer()
                                .text("Good")
                                .pause(Duration.ofMillis(20))
                                .text(" day")
                                .finish(),
                        End.ANSWERED);
            case 41, 42, 43, 44, 45 -> cut(random, wire, Ending.CLEAN);
            case 46, 47, 48, 49, 50 -> cut(random, wire, Ending.CLOSE);
            case 51, 52, 53, 54, 55 -> cut(random, wire, Ending.RESET);
            default -> new Fault(WHOLE, End.ANSWERED);
        };
    }

    /** Before the last quarter, so that what ends an answer never comes. */
    private static Fault cut(Random random, Wire wire, Ending ending) {
        int place = 1 + random.nextInt(WHOLE.body(wire).length * 3 / 4);
        return new Fault(WHOLE.cutAfter(place, ending), End.INTERRUPTED);
    }
}
