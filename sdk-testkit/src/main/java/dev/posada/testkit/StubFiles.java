// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder as WireMock reads it. */
final class StubFiles {
    private final Path mappings;
    private final Path bodies;

    StubFiles(Path folder) {
        this.mappings = folder.resolve("mappings");
        this.bodies = folder.resolve("__files");
    }

    /** Writes all answers of a recording; those to equal requests follow each other. */
    void write(List<RecordedAnswer> answers) {
        try {
            Files.createDirectories(mappings);
            Files.createDirectories(bodies);
            for (RecordedAnswer answer : answers) {
                if (!answer.body().isEmpty()) {
                    Files.writeString(bodies.resolve(answer.fileName()), answer.body(), StandardCharsets.ISO_8859_1);
                }
                List<RecordedAnswer> equal = answers.stream()
                        .filter(other -> other.request().equals(answer.request()))
                        .toList();
                Files.writeString(mappings.resolve(answer.name() + ".json"), Json.write(mapping(answer, equal)) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> mapping(RecordedAnswer answer, List<RecordedAnswer> equal) {
        Map<String, Object> response = JsonText.object("status", answer.status());
        if (!answer.headers().isEmpty()) {
            response.put("headers", answer.headers());
        }
        if (!answer.body().isEmpty()) {
            response.put("bodyFileName", answer.fileName());
        }
        Map<String, Object> mapping = JsonText.object("name", answer.name());
        if (equal.size() > 1) {
            int place = equal.indexOf(answer);
            mapping.put("scenarioName", equal.get(0).name());
            mapping.put("requiredScenarioState", place == 0 ? Scenario.STARTED : answer.name());
            if (place < equal.size() - 1) {
                mapping.put("newScenarioState", equal.get(place + 1).name());
            }
        }
        mapping.put("request", answer.request());
        mapping.put("response", response);
        return mapping;
    }
}
