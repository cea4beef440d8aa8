// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What a server has measured since it was started. Immutable and thread-safe. */
public final class LlamaCppMetrics {
    private static final String PREFIX = "llamacpp:";

    private final Map<String, Double> values;

    private LlamaCppMetrics(Map<String, Double> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Reads the text format of Prometheus: a line {@code name{labels} value time} for each number, labels and time being
     * optional, and comments that begin with {@code #}.
     */
    static LlamaCppMetrics parse(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            String clean = line.strip();
            if (!clean.isEmpty() && clean.charAt(0) != '#') {
                read(clean, values);
            }
        }
        return new LlamaCppMetrics(values);
    }

    private static void read(String line, Map<String, Double> values) {
        int endOfLabels = line.lastIndexOf('}');
        int endOfName = endOfLabels >= 0 ? endOfLabels + 1 : firstBlank(line);
        String name = line.substring(0, endOfName);
        String[] rest = line.substring(endOfName).strip().split("\\s+", 2);
        number(rest[0])
                .ifPresent(
                        value -> values.put(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, value));
    }

    private static int firstBlank(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (Character.isWhitespace(line.charAt(i))) {
                return i;
            }
        }
        return line.length();
    }

    private static OptionalDouble number(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> {
                try {
                    yield OptionalDouble.of(Double.parseDouble(text));
                } catch (NumberFormatException e) {
                    yield OptionalDouble.empty(); // a line of a kind that is not known takes nothing from the others
                }
            }
        };
    }

    /** Requests that are being answered. */
    public long requestsProcessing() {
        return whole("requests_processing");
    }

    /** Requests that wait for a free slot. */
    public long requestsDeferred() {
        return whole("requests_deferred");
    }

    /** Tokens of prompts that were read, without those that came from the cache. */
    public long promptTokens() {
        return whole("prompt_tokens_total");
    }

    /** Tokens of prompts that came from the cache; zero where the server does not count them. */
    public long cachedPromptTokens() {
        return whole("prompt_tokens_cached_total");
    }

    /** The time that reading prompts took. */
    public Duration promptTime() {
        return seconds("prompt_seconds_total");
    }

    /** Tokens that were written. */
    public long predictedTokens() {
        return whole("tokens_predicted_total");
    }

    /** The time that writing took. */
    public Duration predictedTime() {
        return seconds("tokens_predicted_seconds_total");
    }

    /** Tokens of prompts read per second, on the average of late. */
    public OptionalDouble promptTokensPerSecond() {
        return value("prompt_tokens_seconds");
    }

    /** Tokens written per second, on the average of late. */
    public OptionalDouble predictedTokensPerSecond() {
        return value("predicted_tokens_seconds");
    }

    /** How many slots were busy when the model ran, on the average. */
    public OptionalDouble busySlots() {
        return value("n_busy_slots_per_decode");
    }

    /** Any number by its name, with or without {@code llamacpp:} before it. */
    public OptionalDouble value(String name) {
        Double value = values.get(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** All numbers by their names, without {@code llamacpp:} before them. */
    public Map<String, Double> values() {
        return values;
    }

    private long whole(String name) {
        return (long) value(name).orElse(0);
    }

    private Duration seconds(String name) {
        return Duration.ofNanos((long) (value(name).orElse(0) * 1e9));
    }

    @Override
    public String toString() {
        return "LlamaCppMetrics" + values;
    }
}
