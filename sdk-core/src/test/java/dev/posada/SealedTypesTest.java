// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedTypesTest {
    private static JsonNode schema(Class<?> type) {
        return JsonBinding.tree(TypeForm.of(type).schema());
    }

    private static JsonNode property(Class<?> type, String name) {
        return schema(type).path("properties").path(name);
    }

    private static JsonNode json(String text) {
        return JsonBinding.tree(text.replace('\'', '"'));
    }

    private static <T> T read(Class<T> type, String json) {
        return TypeForm.of(type).read(json.replace('\'', '"'), "the answer");
    }

    @Description("A shape")
    sealed interface Shape permits Circle, Square, Group {}

    record Circle(double radius) implements Shape {}

    @JsonTypeName("box")
    record Square(double side) implements Shape {}

    record Group(List<Shape> shapes) implements Shape {}

    record Drawing(List<Shape> shapes) {}

    @Test
    void areAlternativesThatNameThemselvesFirst() {
        JsonNode value = property(Shape.class, "value");

        assertThat(value.path("description").asText()).isEqualTo("A shape");
        assertThat(value.path("anyOf").get(0)).isEqualTo(json("""
                {
                  'type': 'object',
                  'properties': {'type': {'type': 'string', 'enum': ['Circle']}, 'radius': {'type': 'number'}},
                  'required': ['type', 'radius'],
                  'additionalProperties': false
                }"""));
        assertThat(value.path("anyOf").get(0).path("properties").fieldNames().next())
                .isEqualTo("type");
        assertThat(value.at("/anyOf/1/properties/type/enum")).isEqualTo(json("['box']"));
    }

    sealed interface Outer permits Middle, Last {}

    sealed interface Middle extends Outer permits First {}

    record First(int one) implements Middle {}

    record Last(int two) implements Outer {}

    @Test
    void mayHaveOthersWithinThem() {
        JsonNode alternatives = property(Outer.class, "value").path("anyOf");

        assertThat(alternatives.findValues("enum")).containsExactly(json("['First']"), json("['Last']"));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Dog.class, name = "dog"), @JsonSubTypes.Type(value = Cat.class)})
    interface Animal {}

    record Dog(String type) implements Animal {}

    record Cat(int lives) implements Animal {}

    @Test
    void mayBeMadeByAnnotationsInstead() {
        JsonNode alternatives = property(Animal.class, "value").path("anyOf");

        assertThat(alternatives.findValues("kind"))
                .containsExactly(
                        json("{'type': 'string', 'enum': ['dog']}"), json("{'type': 'string', 'enum': ['Cat']}"));
    }

    sealed interface Vehicle permits Car {}

    record Car(String type) implements Vehicle {}

    @Test
    void needTheirTagForThemselves() {
        assertThatThrownBy(() -> schema(Vehicle.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Car has a property \"type\"")
                .hasMessageContaining("Rename it");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface AnyClass {}

    record Chosen(AnyClass value) {}

    record Member(int x) implements AnyClass {}

    @Test
    void areNeverToldApartByClassNames() {
        assertThatThrownBy(() -> schema(Member.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CLASS");
    }

    @Test
    void becomeValuesByTheirTag() {
        Drawing drawing =
                read(Drawing.class, "{'shapes': [{'type': 'box', 'side': 2}, {'type': 'Circle', 'radius': 1.5}]}");

        assertThat(drawing).isEqualTo(new Drawing(List.of(new Square(2), new Circle(1.5))));
    }

    @Test
    void mayBeTheWholeAnswer() {
        assertThat(read(Shape.class, "{'value': {'type': 'Circle', 'radius': 1}}"))
                .isEqualTo(new Circle(1));
    }

    @Test
    void keepTheirTagWhenTheyAreWritten() {
        Tool tool = Tool.of("draw", "Draws", Circle.class, circle -> new Drawing(List.of(circle)));

        assertThat(tool.call(new Content.ToolCall("1", "draw", "{\"type\":\"Circle\",\"radius\":1}")))
                .isEqualTo("{\"shapes\":[{\"type\":\"Circle\",\"radius\":1.0}]}");
    }

    @Test
    void areToldOfByTheAlternativeThatCameNearest() {
        assertThatThrownBy(() -> read(Drawing.class, "{'shapes': [{'type': 'box', 'side': 'two'}]}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(
                        "as Drawing: at /shapes/0/side: Value is [string] but should be [number]. The text is");
    }

    @Test
    void doNotIncludeThoseOfTheJdk() {
        record Named(String name, Integer number) {} // String is one of the sealed ConstantDesc

        assertThat(property(Named.class, "name")).isEqualTo(json("{'type': 'string'}"));
    }

    enum Operation {
        PLUS {
            @Override
            int apply(int left, int right) {
                return left + right;
            }
        };

        abstract int apply(int left, int right);
    }

    @Test
    void doNotIncludeEnumsWithBodies() {
        assertThat(property(Operation.class, "value")).isEqualTo(json("{'type': 'string', 'enum': ['PLUS']}"));
        assertThat(read(Operation.class, "'PLUS'")).isEqualTo(Operation.PLUS);
    }
}
