// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts into words what a validator found, for developers and for models that are to do better. */
final class SchemaProblems {
    private static final int TOLD = 5;
    private static final Pattern ALTERNATIVE = Pattern.compile("(?<choice>.*?/(?:anyOf|oneOf))/(?<index>\\d+)/.*");

    private SchemaProblems() {}

    static Optional<String> of(Validator.Result result) {
        return result.isValid()
                ? Optional.empty()
                : Optional.of(relevant(result.getErrors()).stream()
                        .limit(TOLD)
                        .map(SchemaProblems::told)
                        .collect(Collectors.joining("; ")));
    }

    private static String told(Error error) {
        String place = error.getInstanceLocation().isEmpty() ? "the root" : error.getInstanceLocation();
        return error.getEvaluationPath().endsWith("/additionalProperties")
                ? "there is no property " + place
                : "at " + place + ": " + error.getError().replace("[[", "[").replace("]]", "]");
    }

    /** Where all alternatives fail, the one that came nearest is told of, and not what is wrong with the others. */
    private static List<Error> relevant(List<Error> errors) {
        Map<String, Map<String, Long>> countsByChoice = new TreeMap<>();
        for (Error error : errors) {
            Matcher alternative = ALTERNATIVE.matcher(error.getEvaluationPath());
            if (alternative.matches()) {
                countsByChoice
                        .computeIfAbsent(alternative.group("choice"), choice -> new TreeMap<>())
                        .merge(alternative.group("index"), 1L, Long::sum);
            }
        }
        return errors.stream()
                .filter(error -> isRelevant(error.getEvaluationPath(), countsByChoice))
                .toList();
    }

    private static boolean isRelevant(String path, Map<String, Map<String, Long>> countsByChoice) {
        Matcher alternative = ALTERNATIVE.matcher(path);
        return alternative.matches()
                ? alternative.group("index").equals(nearest(countsByChoice.get(alternative.group("choice"))))
                : !countsByChoice.containsKey(path); // the choice itself: what is wrong is told further down
    }

    private static String nearest(@Nullable Map<String, Long> counts) {
        return Objects.requireNonNull(counts).entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }
}
