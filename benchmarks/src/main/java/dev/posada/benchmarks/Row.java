// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table.
 *
 * @param title what was measured
 * @param key the name of the number
 * @param unit of the number
 */
record Row(String title, String key, String unit) {
    private static final List<Integer> STREAMS = List.of(1, 16, 128, 512);

    static final List<Row> ALL = Stream.of(
                    Stream.of(
                            new Row("CPU per token, recurring words", "TOKENS.cpuns", "ns"),
                            new Row("bytes per token, recurring words", "TOKENS.bytes", "B"),
                            new Row("CPU per token, no word twice", "UNIQUE.cpuns", "ns"),
                            new Row("bytes per token, no word twice", "UNIQUE.bytes", "B"),
                            new Row("short chat, p50", "CHAT.p50us", "µs"),
                            new Row("short chat, p99", "CHAT.p99us", "µs"),
                            new Row("short chat, CPU", "CHAT.cpuus", "µs"),
                            new Row("short chat, allocated", "CHAT.kib", "KiB"),
                            new Row("first token, p50", "FIRST.p50us", "µs"),
                            new Row("first token, p99", "FIRST.p99us", "µs")),
                    STREAMS.stream().flatMap(Row::concurrent),
                    Stream.of(
                            new Row("cold start to the first token", "COLD.ms", "ms"),
                            new Row("cold start, classes loaded", "COLD.classes", ""),
                            new Row("cancel, until the server sees it", "CANCEL.p50ms", "ms"),
                            new Row("prompt of 8 MiB, time", "PROMPT.p50ms", "ms"),
                            new Row("prompt of 8 MiB, allocated", "PROMPT.mib", "MiB"),
                            new Row("jars on the class path", "JARS.count", ""),
                            new Row("size of the class path", "JARS.mb", "MB")))
            .flatMap(rows -> rows)
            .toList();

    private static Stream<Row> concurrent(int streams) {
        String key = "CONCURRENT" + streams;
        String title = streams == 1 ? "1 stream, " : streams + " streams, ";
        return Stream.of(
                new Row(title + "share of the ideal time", key + ".ideal", ""),
                new Row(title + "threads", key + ".threads", ""),
                new Row(title + "peak memory", key + ".mb", "MB"),
                new Row(title + "CPU", key + ".cpums", "ms"),
                new Row(title + "failed", key + ".errors", ""));
    }

    /** What Posada is to keep on a wire, and whether it does; empty where nothing was set. */
    String target(Wire wire, @Nullable Double value, @Nullable Double floor) {
        Double bound = absoluteBound(wire);
        if (value == null) {
            return "";
        }
        if (bound != null) {
            return verdict(bound, value, unit.isEmpty() ? "" : " " + unit);
        }
        Double ratio = wire == Wire.BEDROCK ? Double.valueOf(1.05) : ratioBound();
        if (ratio == null || floor == null || floor <= 0) {
            return "";
        }
        return verdict(ratio, key.endsWith(".ideal") ? floor / value : value / floor, "");
    }

    private static String verdict(double bound, double value, String unit) {
        return "target " + number(bound) + unit + ": " + number(value) + unit + ", "
                + (value <= bound ? "met" : "**missed**");
    }

    private @Nullable Double absoluteBound(Wire wire) {
        boolean isBedrock = wire == Wire.BEDROCK;
        return switch (key) {
            case "TOKENS.bytes", "UNIQUE.bytes" -> isBedrock ? null : Double.valueOf(60);
            case "CONCURRENT512.errors" -> 0.0;
            case "CANCEL.p50ms" -> 1.0;
            case "PROMPT.mib" -> isBedrock ? null : Double.valueOf(8);
            case "JARS.mb" -> wire == Wire.OLLAMA ? Double.valueOf(6.5) : null;
            default -> null;
        };
    }

    private @Nullable Double ratioBound() {
        return switch (key) {
            case "TOKENS.cpuns", "UNIQUE.cpuns" -> 0.6;
            case "CHAT.p50us", "CHAT.p99us", "CHAT.kib", "FIRST.p50us", "FIRST.p99us" -> 1.1;
            case "CONCURRENT512.mb", "CONCURRENT512.cpums" -> 1.1;
            case "COLD.ms" -> 1.25;
            case "PROMPT.p50ms" -> 1.0;
            default -> null;
        };
    }

    /** A number with as many digits as say something. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return "never";
        }
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** A cell: the ratio to the floor, and the number itself. */
    String cell(@Nullable Double value, @Nullable Double floor) {
        if (value == null) {
            return "–";
        }
        String own = number(value) + (unit.isEmpty() || Double.isInfinite(value) ? "" : " " + unit);
        if (key.endsWith(".ideal") || floor == null || floor <= 0 || Double.isInfinite(value)) {
            return own;
        }
        return "**" + number(value / floor) + "** (" + own + ")";
    }
}
