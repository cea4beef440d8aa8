// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table.
 *
 * @param title what was measured
 * @param key the name of the number
 * @param unit of the number
 */
record Row(String title, String key, String unit) {
    static final List<Row> ALL = List.of(
            new Row("CPU per streamed token", "TOKENS.cpuns", "ns"),
            new Row("bytes allocated per streamed token", "TOKENS.bytes", "B"),
            new Row("one short chat, p50", "CHAT.p50us", "µs"),
            new Row("one short chat, p99", "CHAT.p99us", "µs"),
            new Row("one short chat, CPU", "CHAT.cpuus", "µs"),
            new Row("one short chat, allocated", "CHAT.kib", "KiB"),
            new Row("first token, p50", "FIRST.p50us", "µs"),
            new Row("first token, p99", "FIRST.p99us", "µs"),
            new Row("1 stream, share of the ideal time", "CONCURRENT1.ideal", ""),
            new Row("16 streams, share of the ideal time", "CONCURRENT16.ideal", ""),
            new Row("128 streams, share of the ideal time", "CONCURRENT128.ideal", ""),
            new Row("512 streams, share of the ideal time", "CONCURRENT512.ideal", ""),
            new Row("512 streams, CPU", "CONCURRENT512.cpums", "ms"),
            new Row("512 streams, threads", "CONCURRENT512.threads", ""),
            new Row("512 streams, peak memory", "CONCURRENT512.mb", "MB"),
            new Row("512 streams, failures", "CONCURRENT512.errors", ""),
            new Row("cold start to the first token", "COLD.ms", "ms"),
            new Row("cancel, until the server sees it", "CANCEL.p50ms", "ms"),
            new Row("prompt of 8 MiB, time", "PROMPT.p50ms", "ms"),
            new Row("prompt of 8 MiB, allocated", "PROMPT.mib", "MiB"),
            new Row("jars on the class path", "JARS.count", ""),
            new Row("size of the class path", "JARS.mb", "MB"));

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
        if (unit.isEmpty() || floor == null || floor <= 0 || Double.isInfinite(value)) {
            return own;
        }
        return "**" + number(value / floor) + "** (" + own + ")";
    }
}
