// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.posada.Embedding;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns texts into vectors. */
@Command(
        name = "embed",
        description = {
            "Turns texts into vectors: a line of JSON for each, in order.",
            "",
            "With - or nothing, each line of standard input is a text."
        },
        footer = {
            "  posada embed --model nomic-embed-text \"How do I reset my password?\"",
            "  posada embed - < articles.txt > vectors.jsonl"
        })
final class EmbedCommand extends Subcommand {
    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "A text. - stands for the lines of standard input.")
    List<String> texts = List.of();

    @Mixin
    final HostOptions host = new HostOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "The model. Default: the URI's, else one that can.")
    @Nullable
    String model;

    @Option(names = "--dimensions", paramLabel = "N", description = "Shorten the vectors, where the model can.")
    @Nullable
    Integer dimensions;

    EmbedCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run() {
        EmbeddingRequest request = EmbeddingRequest.of(allTexts());
        if (dimensions != null) {
            request = request.dimensions(dimensions);
        }
        ModelChooser chooser = ModelChooser.forEmbedding(new HostFinder(surroundings), surroundings.notices());
        try (ChosenModel chosen = chooser.choose(host, model)) {
            EmbeddingResponse response = chosen.embeddingModel().embed(request);
            response.warnings().forEach(warning -> surroundings.notices().say("Warning: " + warning.message()));
            print(response, chosen);
        }
        return ExitCode.ANSWERED;
    }

    private List<String> allTexts() {
        List<String> all = new ArrayList<>();
        boolean fromInput = texts.isEmpty() && surroundings.input().isPiped();
        for (String text : fromInput ? List.of("-") : texts) {
            if (text.equals("-")) {
                surroundings.input().readAll().lines().forEach(all::add);
            } else {
                all.add(text);
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("There is no text. Write it after the command, or pipe lines in.");
        }
        return all;
    }

    private void print(EmbeddingResponse response, ChosenModel chosen) {
        if (reporting.json) {
            surroundings.output().printLine(json(response, chosen.host().uri().toString()));
            return;
        }
        for (Embedding embedding : response.embeddings()) {
            surroundings.output().printLine(Json.text(json -> write(json, embedding)));
        }
    }

    private static String json(EmbeddingResponse response, String host) {
        return Json.text(json -> {
            json.writeStartObject();
            json.writeStringField("model", response.model());
            json.writeStringField("host", host);
            json.writeArrayFieldStart("embeddings");
            for (Embedding embedding : response.embeddings()) {
                write(json, embedding);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("usage");
            json.writeNumberField("inputTokens", response.usage().inputTokens());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Embedding embedding) throws IOException {
        json.writeStartArray();
        for (float value : embedding.toArray()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }
}
