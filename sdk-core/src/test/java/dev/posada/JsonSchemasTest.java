// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemasTest {
    private static JsonNode schema(Class<?> type) {
        return JsonBinding.tree(TypeForm.of(type).schema());
    }

    private static JsonNode property(Class<?> type, String name) {
        return schema(type).path("properties").path(name);
    }

    /** JSON in single quotes, for legibility. */
    private static JsonNode json(String text) {
        return JsonBinding.tree(text.replace('\'', '"'));
    }

    record Recipe(
            String name,
            @Description("Minutes from start to table") int minutes,
            List<String> steps) {}

    @Test
    void aRecordIsAnObjectOfItsComponentsInTheirOrderAndNothingElse() {
        String schema = TypeForm.of(Recipe.class).schema();

        assertThat(schema)
                .isEqualTo("{'type':'object','properties':{'name':{'type':'string'},"
                        .concat("'minutes':{'type':'integer','description':'Minutes from start to table'},")
                        .concat("'steps':{'type':'array','items':{'type':'string'}}},")
                        .concat("'required':['name','minutes','steps'],'additionalProperties':false}")
                        .replace('\'', '"'));
    }

    @Test
    void aRecordWithoutComponentsStillHasProperties() {
        record Nothing() {}

        assertThat(schema(Nothing.class))
                .isEqualTo(json("{'type':'object','properties':{},'additionalProperties':false}"));
    }

    @Test
    void theSchemaOfATypeIsMadeOnce() {
        assertThat(TypeForm.of(Recipe.class)).isSameAs(TypeForm.of(Recipe.class));
        assertThat(TypeForm.listOf(Recipe.class)).isSameAs(TypeForm.listOf(Recipe.class));
    }

    @Nested
    @SuppressWarnings("ArrayRecordComponent") // users may have such records
    class ScalarsAndContainers {
        enum Unit {
            CELSIUS,
            FAHRENHEIT
        }

        record Everything(
                byte b,
                Long l,
                BigInteger big,
                float f,
                BigDecimal money,
                boolean yes,
                char letter,
                Unit unit,
                UUID id,
                URI address,
                LocalDate day,
                LocalTime time,
                LocalDateTime local,
                Instant instant,
                Duration duration,
                ZoneId zone,
                byte[] bytes,
                int[] numbers,
                Set<Unit> units,
                Map<String, Integer> counts,
                HashMap<String, Object> more,
                Object any) {}

        @Test
        void haveTheSchemasOfTheirJson() {
            JsonNode properties = schema(Everything.class).path("properties");

            assertThat(properties).isEqualTo(json("""
                    {
                      'b': {'type': 'integer'},
                      'l': {'type': 'integer'},
                      'big': {'type': 'integer'},
                      'f': {'type': 'number'},
                      'money': {'type': 'number'},
                      'yes': {'type': 'boolean'},
                      'letter': {'type': 'string'},
                      'unit': {'type': 'string', 'enum': ['CELSIUS', 'FAHRENHEIT']},
                      'id': {'type': 'string', 'format': 'uuid'},
                      'address': {'type': 'string', 'format': 'uri'},
                      'day': {'type': 'string', 'format': 'date'},
                      'time': {'type': 'string', 'format': 'time'},
                      'local': {'type': 'string', 'format': 'date-time'},
                      'instant': {'type': 'string', 'format': 'date-time'},
                      'duration': {'type': 'string', 'format': 'duration'},
                      'zone': {'type': 'string'},
                      'bytes': {
                        'type': 'string',
                        'pattern': '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
                      },
                      'numbers': {'type': 'array', 'items': {'type': 'integer'}},
                      'units': {'type': 'array', 'items': {'type': 'string', 'enum': ['CELSIUS', 'FAHRENHEIT']}},
                      'counts': {'type': 'object', 'additionalProperties': {'type': 'integer'}},
                      'more': {'type': 'object', 'additionalProperties': true},
                      'any': {}
                    }"""));
        }

        @Test
        void standInAnObjectWhereTheyAreTheWhole() {
            assertThat(schema(Unit.class)).isEqualTo(json("""
                    {
                      'type': 'object',
                      'properties': {'value': {'type': 'string', 'enum': ['CELSIUS', 'FAHRENHEIT']}},
                      'required': ['value'],
                      'additionalProperties': false
                    }"""));
            assertThat(property(int[].class, "value"))
                    .isEqualTo(json("{'type': 'array', 'items': {'type': 'integer'}}"));
            assertThat(property(String.class, "value")).isEqualTo(json("{'type': 'string'}"));
        }

        @Test
        void mapsAreObjectsAlready() {
            assertThat(schema(Map.class)).isEqualTo(json("{'type': 'object', 'additionalProperties': true}"));
        }
    }

    @Nested
    class WhatMayBeMissing {
        @Retention(RetentionPolicy.RUNTIME)
        @Target(ElementType.FIELD)
        @interface Nullable {}

        record Person(
                String name,
                Optional<String> nickname,
                OptionalInt age,
                @org.jspecify.annotations.Nullable String title,
                @Nullable Integer height,
                Optional<List<String>> children) {}

        @Test
        void isNotRequired() {
            JsonNode schema = schema(Person.class);

            assertThat(schema.path("required")).isEqualTo(json("['name']"));
        }

        @Test
        void hasTheSchemaOfItsContent() {
            assertThat(property(Person.class, "nickname")).isEqualTo(json("{'type': 'string'}"));
            assertThat(property(Person.class, "age")).isEqualTo(json("{'type': 'integer'}"));
            assertThat(property(Person.class, "children"))
                    .isEqualTo(json("{'type': 'array', 'items': {'type': 'string'}}"));
        }
    }

    @Nested
    class Descriptions {
        @Description("A place on Earth")
        record Place(String name) {}

        @Description("How hot")
        enum Heat {
            @Description("does not burn")
            MILD,
            WILD
        }

        record Trip(
                @Description("Where it starts") Place from,
                Place to,
                Heat heat,
                @Description("Of the sauce") Heat sauce) {}

        @Test
        void ofAComponentComeBeforeThoseOfItsType() {
            assertThat(property(Trip.class, "from").path("description").asText())
                    .isEqualTo("Where it starts");
            assertThat(property(Trip.class, "to").path("description").asText()).isEqualTo("A place on Earth");
            assertThat(property(Trip.class, "sauce").path("description").asText())
                    .isEqualTo("Of the sauce");
        }

        @Test
        void ofConstantsJoinThatOfTheirEnum() {
            assertThat(property(Trip.class, "heat").path("description").asText())
                    .isEqualTo("How hot\nMILD: does not burn");
        }

        @Test
        void ofATypeStandAtTheRoot() {
            assertThat(schema(Place.class).path("description").asText()).isEqualTo("A place on Earth");
        }
    }

    @Nested
    class Annotations {
        enum Scale {
            @JsonProperty("c")
            CELSIUS,
            @JsonProperty("f")
            FAHRENHEIT
        }

        record Renamed(@JsonProperty("home_town") String homeTown, Scale unit) {}

        @Test
        void renameComponentsAndConstants() {
            JsonNode properties = schema(Renamed.class).path("properties");

            assertThat(properties).isEqualTo(json("""
                    {'home_town': {'type': 'string'}, 'unit': {'type': 'string', 'enum': ['c', 'f']}}"""));
        }

        @SuppressWarnings("unused") // read by reflection
        static class Bean {
            static int counter;
            private String name;
            int age;

            @JsonIgnore
            String secret;

            transient String scratch;
        }

        @Test
        void hideFieldsOfPlainClasses() {
            assertThat(schema(Bean.class).path("properties"))
                    .isEqualTo(json("{'name': {'type': 'string'}, 'age': {'type': 'integer'}}"));
        }
    }

    @Nested
    class Refusals {
        interface Service {}

        record NeedsService(String name, Service service) {}

        @Test
        void nameTheTypeWhoseMembersAreNotKnown() {
            assertThatThrownBy(() -> schema(NeedsService.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Service has no JSON schema")
                    .hasMessageContaining("make it sealed");
        }

        record NeedsThread(Thread thread) {}

        @ParameterizedTest
        @ValueSource(
                classes = {
                    NeedsThread.class,
                    Callable.class,
                    AtomicInteger.class,
                    Year.class,
                    void.class,
                    Optional.class
                })
        void keepTheInsidesOfTheJdkOut(Class<?> type) {
            assertThatThrownBy(() -> schema(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has no JSON schema; use a record, a String or a number in its place");
        }
    }
}
