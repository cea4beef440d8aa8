// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlatSchemaTest {
    private static JsonNode schema(Class<?> type) {
        return JsonBinding.tree(TypeForm.of(type).schema());
    }

    private static JsonNode json(String text) {
        return JsonBinding.tree(text.replace('\'', '"'));
    }

    record Leaf(int size) {}

    record Twig(Leaf left, Leaf right, List<Leaf> more, Map<String, Leaf> named) {}

    record Tree(String name, List<Tree> children, Optional<Tree> neighbour, Leaf leaf) {}

    @Test
    void holdsDefinitionsInThePlaceOfReferences() {
        String leaf = "{'type':'object','properties':{'size':{'type':'integer'}},'required':['size'],"
                + "'additionalProperties':false}";

        JsonNode schema = schema(Twig.class);

        assertThat(schema.has("$defs")).isFalse();
        assertThat(schema.path("properties"))
                .isEqualTo(json("{'left':" + leaf + ",'right':" + leaf + ",'more':{'type':'array','items':" + leaf
                        + "},'named':{'type':'object','additionalProperties':" + leaf + "}}"));
    }

    @Test
    void keepsReferencesOfATypeToItselfButNotAtTheRoot() {
        JsonNode schema = schema(Tree.class);

        assertThat(schema.path("type").asText()).isEqualTo("object");
        assertThat(schema.path("properties").path("children").path("items"))
                .isEqualTo(json("{'$ref': '#/$defs/Tree'}"));
        assertThat(schema.path("$defs").path("Tree").path("properties")).isEqualTo(schema.path("properties"));
        assertThat(schema.path("properties").path("leaf").has("$ref")).isFalse();
    }

    @Test
    void keepsDefinitionsAtTheRootOfAWrappedType() {
        JsonNode schema = JsonBinding.tree(TypeForm.listOf(Tree.class).schema());

        assertThat(schema.path("properties").path("value").path("items")).isEqualTo(json("{'$ref': '#/$defs/Tree'}"));
        assertThat(schema.path("$defs").has("Tree")).isTrue();
    }

    record Page<T>(List<T> items) {}

    record Book(Page<Leaf> leaves, Page<String> words) {}

    @Test
    void tellsGenericTypesApart() {
        JsonNode properties = schema(Book.class).path("properties");

        assertThat(properties.at("/words/properties/items/items")).isEqualTo(json("{'type': 'string'}"));
        assertThat(properties.at("/leaves/properties/items/items/type").asText())
                .isEqualTo("object");
    }
}
