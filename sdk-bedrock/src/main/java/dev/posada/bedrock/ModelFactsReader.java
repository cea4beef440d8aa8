// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the data file. A name that it does not know is an error, since a user's mistyped entry would do nothing otherwise. */
final class ModelFactsReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private String id = "";
    private @Nullable String like;
    private Set<ModelFeature> supports = Set.of();
    private Set<ModelFeature> lacks = Set.of();
    private @Nullable Integer contextWindow;
    private @Nullable Integer maxOutput;
    private @Nullable ThinkingStyle thinking;
    private List<String> profiles = List.of();

    private ModelFactsReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The entries of a file, in its order.
     *
     * @throws IllegalArgumentException if the text is no such file
     */
    static List<ModelFacts> read(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return readFile(parser);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The model data is not JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The model data can't be read: " + e.getMessage(), e);
        }
    }

    private static List<ModelFacts> readFile(JsonParser parser) throws IOException {
        List<ModelFacts> entries = new ArrayList<>();
        require(parser.nextToken() == JsonToken.START_OBJECT, parser, "an object was expected");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isList = parser.currentName().equals("models");
            JsonToken value = parser.nextToken();
            if (!isList) {
                parser.skipChildren(); // the date and the sources are for people
                continue;
            }
            require(value == JsonToken.START_ARRAY, parser, "\"models\" must be a list");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                require(parser.currentToken() == JsonToken.START_OBJECT, parser, "an entry must be an object");
                entries.add(new ModelFactsReader(parser).readEntry());
            }
        }
        return entries;
    }

    private ModelFacts readEntry() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "id" -> id = text();
                case "like" -> like = text();
                case "supports" -> supports = features();
                case "lacks" -> lacks = features();
                case "contextWindow" -> contextWindow = tokens();
                case "maxOutput" -> maxOutput = tokens();
                case "thinking" -> thinking = thinking(text());
                case "profiles" -> profiles = texts();
                case "source" -> text();
                default ->
                    require(
                            false,
                            parser,
                            "\"" + name + "\" is not known; there are id, like, supports, lacks, "
                                    + "contextWindow, maxOutput, thinking, profiles and source");
            }
        }
        require(!id.isEmpty(), parser, "an entry has no \"id\"");
        return new ModelFacts(id, like, supports, lacks, contextWindow, maxOutput, thinking, profiles);
    }

    private String text() throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, parser, "a string was expected");
        return parser.getText();
    }

    private int tokens() throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, parser, "a whole number was expected");
        return parser.getIntValue();
    }

    private List<String> texts() throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, parser, "a list was expected");
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text());
        }
        return texts;
    }

    private Set<ModelFeature> features() throws IOException {
        Set<ModelFeature> features = EnumSet.noneOf(ModelFeature.class);
        for (String word : texts()) {
            features.add(Arrays.stream(ModelFeature.values())
                    .filter(feature -> feature.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> unknown(
                            word,
                            Arrays.stream(ModelFeature.values())
                                    .map(ModelFeature::word)
                                    .toList())));
        }
        return features;
    }

    private ThinkingStyle thinking(String word) {
        return Arrays.stream(ThinkingStyle.values())
                .filter(style -> style.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unknown(
                        word,
                        Arrays.stream(ThinkingStyle.values())
                                .map(ThinkingStyle::word)
                                .toList()));
    }

    private IllegalArgumentException unknown(String word, List<String> known) {
        return problem(
                parser,
                "\"" + word + "\" is not known; there are " + known.stream().collect(Collectors.joining(", ")));
    }

    private static void require(boolean holds, JsonParser parser, String complaint) {
        if (!holds) {
            throw problem(parser, complaint);
        }
    }

    private static IllegalArgumentException problem(JsonParser parser, String complaint) {
        return new IllegalArgumentException(
                "The model data is wrong in line " + parser.currentLocation().getLineNr() + ": " + complaint + ".");
    }
}
