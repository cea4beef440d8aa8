// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeFormTest {
    private static <T> T read(Class<T> type, String json) {
        return TypeForm.of(type).read(json.replace('\'', '"'), "the answer");
    }

    private static String problem(Class<?> type, String json) {
        return catchThrowableOfType(ProtocolException.class, () -> read(type, json))
                .getMessage();
    }

    record Recipe(String name, int minutes, List<String> steps) {}

    @Test
    void readsRecords() {
        Recipe recipe = read(Recipe.class, "{'name': 'Pancakes', 'minutes': 20, 'steps': ['mix', 'fry']}");

        assertThat(recipe).isEqualTo(new Recipe("Pancakes", 20, List.of("mix", "fry")));
    }

    @Nested
    class WhatMayBeMissing {
        record Person(
                String name,
                Optional<String> nickname,
                OptionalInt age,
                @Nullable String title) {}

        @Test
        void isEmptyIfItIs() {
            assertThat(read(Person.class, "{'name': 'Ada'}"))
                    .isEqualTo(new Person("Ada", Optional.empty(), OptionalInt.empty(), null));
        }

        @Test
        void isEmptyIfItIsNull() {
            assertThat(read(Person.class, "{'name': 'Ada', 'nickname': null, 'age': null, 'title': null}"))
                    .isEqualTo(new Person("Ada", Optional.empty(), OptionalInt.empty(), null));
        }

        record Numbers(OptionalInt whole, OptionalLong large, OptionalDouble broken, Optional<List<String>> words) {}

        @Test
        void isReadAndWrittenWhateverItHolds() throws JsonProcessingException {
            for (String json : List.of(
                    "{'whole': 1, 'large': 9007199254740993, 'broken': 0.5, 'words': ['a', 'b']}",
                    "{'whole': null, 'large': null, 'broken': null, 'words': null}")) {
                Numbers numbers = read(Numbers.class, json);

                assertThat(JsonBinding.WRITER.writeValueAsString(numbers))
                        .isEqualTo(json.replace('\'', '"').replace(" ", ""));
            }
        }

        @Test
        void isThereIfItIs() {
            assertThat(read(Person.class, "{'name': 'Ada', 'nickname': 'A', 'age': 36, 'title': 'Lady'}"))
                    .isEqualTo(new Person("Ada", Optional.of("A"), OptionalInt.of(36), "Lady"));
        }
    }

    @Nested
    class Times {
        record When(LocalDate day, LocalDateTime local, LocalTime time, Instant instant, OffsetDateTime offset) {}

        @Test
        void areIsoText() {
            When when = read(When.class, """
                    {'day': '2026-11-24', 'local': '2026-11-24T10:15', 'time': '10:15:30',
                     'instant': '2026-11-24T10:15:30Z', 'offset': '2026-11-24T10:15:30+01:00'}""");

            assertThat(when)
                    .isEqualTo(new When(
                            LocalDate.of(2026, 11, 24),
                            LocalDateTime.of(2026, 11, 24, 10, 15),
                            LocalTime.of(10, 15, 30),
                            Instant.parse("2026-11-24T10:15:30Z"),
                            OffsetDateTime.parse("2026-11-24T10:15:30+01:00")));
        }

        @Test
        void withoutOffsetMayHaveOneBecauseTheSchemaFormatDemandsIt() {
            assertThat(read(LocalDateTime.class, "'2026-11-24T10:15:30Z'"))
                    .isEqualTo(LocalDateTime.of(2026, 11, 24, 10, 15, 30));
            assertThat(read(LocalTime.class, "'10:15:30+01:00'")).isEqualTo(LocalTime.of(10, 15, 30));
        }

        @Test
        void areWrittenAsTheyAreRead() {
            Tool clock =
                    Tool.of("clock", "The time", Nothing.class, nothing -> Map.of("day", LocalDate.of(2026, 11, 24)));

            assertThat(clock.call(new Content.ToolCall("1", "clock", "{}"))).isEqualTo("{\"day\":\"2026-11-24\"}");
        }

        record Nothing() {}

        @ParameterizedTest
        @CsvSource({"PT1H30M, PT1H30M", "PT90M, PT1H30M"})
        void ofLengthAreIsoToo(String text, Duration expected) {
            assertThat(read(Duration.class, "'" + text + "'")).isEqualTo(expected);
        }

        @Test
        void mayBeMonthsAndZones() {
            assertThat(read(YearMonth.class, "'2026-11'")).isEqualTo(YearMonth.of(2026, 11));
            assertThat(read(ZoneId.class, "'Europe/Madrid'")).isEqualTo(ZoneId.of("Europe/Madrid"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"'24.11.2026'", "'2026-13-01'", "''"})
        void thatAreNoneAreRefusedWithTheText(String json) {
            assertThat(problem(LocalDate.class, json)).contains("LocalDate", json.replace('\'', '"'));
        }
    }

    @Nested
    class AWrapper {
        enum Mood {
            @JsonProperty("good")
            GOOD,
            BAD
        }

        @Test
        void isTakenOff() {
            assertThat(read(Mood.class, "{'value': 'good'}")).isEqualTo(Mood.GOOD);
            assertThat(read(int.class, "{'value': 7}")).isEqualTo(7);
            assertThat(TypeForm.listOf(Mood.class).read("{\"value\": [\"BAD\"]}", "the answer"))
                    .containsExactly(Mood.BAD);
        }

        @Test
        void mayBeMissing() {
            assertThat(read(Mood.class, "'BAD'")).isEqualTo(Mood.BAD);
            assertThat(TypeForm.listOf(String.class).read("[\"a\", \"b\"]", "the answer"))
                    .containsExactly("a", "b");
        }

        @Test
        void doesNotHideWhatIsWrongInside() {
            assertThat(problem(Mood.class, "{'value': 'fine'}"))
                    .contains("at /value: Expected any of [", "good", "BAD");
        }
    }

    @Nested
    class WhatDoesNotFit {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                {'name': 'P', 'minutes': 'ten', 'steps': []}         | at /minutes: Value is [string] but should be [integer]
                {'name': 'P', 'minutes': 1.5, 'steps': []}           | at /minutes: Value is [number] but should be [integer]
                {'name': 'P', 'minutes': 1, 'steps': ['a', 2]}       | at /steps/1: Value is [integer] but should be [string]
                {'name': 'P', 'minutes': 1}                          | at the root: Object does not have some of the required properties [steps]
                {'name': null, 'minutes': 1, 'steps': []}            | at the root: Object does not have some of the required properties [name]
                {'name': 'P', 'minutes': 1, 'steps': [], 'x': 1}     | there is no property /x
                {'name': 'P', 'minutes': 3000000000, 'steps': []}    | out of range of int
                []                                                   | at the root: Value is [array] but should be [object]
                """)
        void isRefusedWithThePlace(String json, String problem) {
            assertThat(problem(Recipe.class, json))
                    .startsWith("Can't read the answer as Recipe: ")
                    .contains(problem);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                Here you are: {}     | it is not JSON: Unrecognized token 'Here'
                {"name": "P",        | it is not JSON: Unexpected end-of-input
                {} {}                | it is not JSON: something follows the JSON value (line 1, column 5)
                ``                   | it is empty
                `  `                 | it is empty
                """)
        void isToldFromWhatIsNoJson(String text, String problem) {
            assertThatThrownBy(() -> TypeForm.of(Recipe.class).read(text, "the answer"))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining(problem)
                    .hasMessageEndingWith("The text is: " + text);
        }

        @Test
        void isQuotedInPartIfItIsLong() {
            String text = "[\"" + "x".repeat(10_000) + "\"]";

            assertThat(problem(Recipe.class, text)).hasSizeLessThan(3_000).contains("10004 characters in all");
        }

        record Positive(int number) {
            Positive {
                if (number <= 0) {
                    throw new IllegalArgumentException("a positive number is wanted");
                }
            }
        }

        @Test
        void mayBeWhatTheRecordItselfRefuses() {
            assertThat(problem(Positive.class, "{'number': 0}")).contains("a positive number is wanted");
        }

        record Chain(Optional<Chain> next) {}

        @Test
        void mayBeNestedTooDeep() {
            String deep = "{\"next\":".repeat(100_000);

            assertThat(problem(Chain.class, deep)).contains("nesting depth").hasSizeLessThan(3_000);
        }

        @Test
        void isNotWhatIsNestedNearlyThatDeep() {
            String deep = "{\"next\":".repeat(199) + "{}" + "}".repeat(199);

            assertThat(read(Chain.class, deep).next()).isPresent();
        }
    }

    @Test
    void bytesAreBase64() {
        assertThat(read(byte[].class, "'aGVsbG8='")).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(problem(byte[].class, "'hello'")).contains("does not match regular expression");
    }

    @Test
    void numbersKeepTheirDigits() {
        record Price(BigDecimal amount) {}

        assertThat(read(Price.class, "{'amount': 0.1234567890123456789}").amount())
                .isEqualTo(new BigDecimal("0.1234567890123456789"));
    }
}
