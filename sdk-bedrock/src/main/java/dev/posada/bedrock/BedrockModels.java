// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What is known of models by their ids: the data file that comes with this module, and the user's own entries over it. An
 * entry holds for all ids that begin with its id; a longer one goes before a shorter one, and any of the user's before ours.
 * Immutable and thread-safe.
 *
 * <p>Bedrock's own catalogue tells neither context windows nor which model takes tools, and that is what a program wants to
 * know before it sends a request. The file is dated: what it does not know is left to the service.
 */
final class BedrockModels {
    private static final String RESOURCE = "models.json";

    private final List<ModelFacts> entries;

    private BedrockModels(List<ModelFacts> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The data file of this module. Read when it is first asked for. */
    static BedrockModels shipped() {
        return Shipped.MODELS;
    }

    /**
     * These and the user's entries, which go before all that is there.
     *
     * @param json the text of a file in the form of ours
     * @throws IllegalArgumentException if it has another form; the message says where
     */
    BedrockModels with(String json) {
        List<ModelFacts> all = new ArrayList<>(entries);
        all.addAll(inOrder(ModelFactsReader.read(json)));
        return new BedrockModels(all);
    }

    /** What is known of a model, by the id of a foundation model or inference profile or by an ARN. */
    BedrockModel of(String modelId) {
        ModelId id = ModelId.of(modelId);
        ModelFacts facts = facts(id);
        if (facts.like() != null) {
            facts = facts(ModelId.of(facts.like())).overriddenBy(facts);
        }
        return new BedrockModel(id, facts);
    }

    private ModelFacts facts(ModelId id) {
        ModelFacts facts = ModelFacts.NOTHING;
        for (ModelFacts entry : entries) {
            if (id.text().startsWith(entry.id()) || id.base().startsWith(entry.id())) {
                facts = facts.overriddenBy(entry);
            }
        }
        return facts;
    }

    private static List<ModelFacts> inOrder(List<ModelFacts> entries) {
        return entries.stream()
                .sorted(Comparator.comparingInt(entry -> entry.id().length()))
                .toList();
    }

    private static final class Shipped {
        static final BedrockModels MODELS = new BedrockModels(List.of()).with(text());

        private static String text() {
            try (InputStream file =
                    Objects.requireNonNull(BedrockModels.class.getResourceAsStream(RESOURCE), RESOURCE)) {
                return new String(file.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("The file " + RESOURCE + " of sdk-bedrock can't be read.", e);
            }
        }
    }
}
