// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.posada.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cursor and Jackson say the same about the same text, whether it is JSON or not. */
class JsonCursorAgreementTest {
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonNames SOME_NAMES = JsonNames.of("a", "b", "text", "ünï", "");
    private static final String INVALID = "invalid";

    /** One a line; a line feed and a tab inside stand as symbols. */
    private static final String SUSPECTS = """

            ␠
            {
            }
            [
            ]
            [1,]
            [,1]
            [1 2]
            {"a":1,}
            {,"a":1}
            {"a"}
            {"a":}
            {"a" 1}
            {a:1}
            {'a':1}
            {"a":1 "b":2}
            {1:2}
            {"a":1:2}
            {"a",1}
            {"a":1]
            ["a":1]
            [1:2]
            [1}
            []]
            [1]x
            {}{}
            1 2
            01
            -
            -01
            +1
            1.
            .5
            1e
            1e+
            1.e1
            0x1
            1a
            NaN
            Infinity
            -0
            0
            0.0
            1E5
            1e-5
            tru
            true1
            truefalse
            nul
            nulll
            null
            true
            false
            "
            "\\
            "\\x"
            "\\u12"
            "\\u12G4"
            "\\u0000"
            "␤"
            "␉"
            "\u007f"
            ""
            []
            {}
            ␤[␉]␠
            \u00a01
            // c␤1
            /**/1
            """;

    @ParameterizedTest
    @MethodSource
    void onTheUsualSuspects(String text) {
        assertThat(byCursor(text)).isEqualTo(byJackson(text));
    }

    static Stream<String> onTheUsualSuspects() {
        return SUSPECTS.lines()
                .map(line -> line.replace('␤', '\n').replace('␉', '\t').replace('␠', ' '));
    }

    @Test
    void onRandomDocumentsAndTheirDamagedCopies() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            String document = document(random, 4);
            assertThat(byCursor(document))
                    .as(document)
                    .isEqualTo(byJackson(document))
                    .isNotEqualTo(INVALID);

            String damaged = damaged(document, random);
            assertThat(byCursor(damaged)).as(damaged).isEqualTo(byJackson(damaged));
        }
    }

    @Test
    void onNumbersOfAllKinds() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            String number = number(random);
            assertThat(byCursor(number)).as(number).isEqualTo(byJackson(number));
        }
    }

    // ---- both sides

    private static Object byCursor(String text) {
        try {
            JsonCursor skipping = JsonCursor.of(text);
            skipping.end();
            JsonCursor reading = JsonCursor.of(text);
            Object value = read(reading);
            reading.end();
            return value;
        } catch (ProtocolException e) {
            return INVALID;
        }
    }

    private static Object read(JsonCursor cursor) {
        return switch (cursor.peek()) {
            case OBJECT -> {
                Map<String, Object> fields = new HashMap<>();
                cursor.beginObject();
                while (cursor.nextName(SOME_NAMES) != JsonCursor.END) {
                    String name = cursor.name();
                    fields.put(name, read(cursor));
                }
                yield fields;
            }
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                cursor.beginArray();
                while (cursor.nextElement()) {
                    elements.add(read(cursor));
                }
                yield elements;
            }
            case STRING -> List.of("string", cursor.string());
            case NUMBER -> cursor.doubleValue() + 0.0; // Jackson's integers know no negative zero
            case BOOLEAN -> cursor.bool();
            case NULL -> {
                assertThat(cursor.isNull()).isTrue();
                yield "null";
            }
        };
    }

    private static Object byJackson(String text) {
        try {
            JsonNode tree = JACKSON.readTree(text);
            return tree.isMissingNode() ? INVALID : read(tree);
        } catch (JsonProcessingException e) {
            return INVALID;
        }
    }

    private static Object read(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> fields = new HashMap<>();
                node.properties().forEach(field -> fields.put(wellFormed(field.getKey()), read(field.getValue())));
                yield fields;
            }
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                node.forEach(element -> elements.add(read(element)));
                yield elements;
            }
            case STRING -> List.of("string", wellFormed(node.textValue()));
            case NUMBER -> node.doubleValue() + 0.0;
            case BOOLEAN -> node.booleanValue();
            default -> "null";
        };
    }

    /** Jackson lets single surrogates through. */
    private static String wellFormed(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    // ---- random texts

    private static String document(Random random, int depth) {
        String space = " \n\r\t".substring(random.nextInt(4)).repeat(random.nextInt(2));
        String value = switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> string(random);
            case 1 -> number(random);
            case 2 -> "true";
            case 3 -> "false";
            case 4 -> "null";
            case 5 -> "[" + joined(random, () -> document(random, depth - 1)) + "]";
            default -> "{" + joined(random, () -> name(random) + space + ":" + document(random, depth - 1)) + "}";
        };
        return space + value + space;
    }

    private static String joined(Random random, Supplier<String> part) {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            parts.add(part.get());
        }
        return String.join(",", parts);
    }

    /** Jackson refuses single surrogates in names, where the cursor puts a replacement as anywhere. */
    private static String name(Random random) {
        return string(random).replace("\\ud83d", "").replace("\\udE00", "").replace("\\ude00", "");
    }

    private static String string(Random random) {
        String[] pieces = {
            "a",
            "b",
            "text",
            "ünï",
            "日本",
            "😀",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\udE00",
            "\\u0000",
            "\u007f",
            " ",
            "/",
            "\\b\\f\\r\\t"
        };
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.append('"').toString();
    }

    private static String number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Integer.toString(random.nextInt(100) - 50);
            case 1 -> Long.toString(random.nextLong());
            case 2 -> Double.toString(random.nextGaussian());
            case 3 -> Float.toString((float) random.nextGaussian());
            case 4 -> random.nextLong() + "" + random.nextInt(1 << 30) + ".5";
            case 5 -> random.nextInt(100) + "e" + (random.nextInt(60) - 30);
            case 6 ->
                "-" + random.nextInt(10) + "." + "0".repeat(random.nextInt(30)) + random.nextInt(1000) + "E+"
                        + random.nextInt(30);
            default -> Double.toString(Double.longBitsToDouble(random.nextLong() & 0x7FEFFFFFFFFFFFFFL));
        };
    }

    /** A copy with one change; still text, so that it is the syntax that is compared. */
    private static String damaged(String document, Random random) {
        int[] characters = document.codePoints().toArray();
        int place = random.nextInt(characters.length);
        String before = new String(characters, 0, place);
        String after = new String(characters, place, characters.length - place);
        String inserted = "{}[]\",:\\ \n01-.eEtfnu\u0001é"
                .codePoints()
                .skip(random.nextInt(23))
                .limit(1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String damaged = switch (random.nextInt(4)) {
            case 0 -> before;
            case 1 -> before + after.substring(after.offsetByCodePoints(0, 1));
            case 2 -> before + inserted + after;
            default -> before + inserted + after.substring(after.offsetByCodePoints(0, 1));
        };
        assertThat(new String(damaged.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(damaged);
        return damaged;
    }
}
