// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {
    private static final JsonNames NAMES = JsonNames.of("model", "message", "content", "done", "created_at");

    @Test
    void findsFieldsByNameAndSkipsWhatNobodyReads() {
        JsonCursor cursor = JsonCursor.of(
                " { \"model\" : \"m\" , \"extra\" : {\"a\":[1,{\"b\":null}]}, \"message\":{\"content\":\"hi\"},\"done\":true } ");

        List<String> seen = new ArrayList<>();
        cursor.beginObject();
        for (int name = cursor.nextName(NAMES); name != JsonCursor.END; name = cursor.nextName(NAMES)) {
            switch (name) {
                case 0 -> seen.add(cursor.string());
                case 1 -> seen.add(cursor.raw());
                case 3 -> seen.add("done=" + cursor.bool());
                default -> seen.add(name + " " + cursor.name());
            }
        }
        cursor.end();

        assertThat(seen).containsExactly("m", "-1 extra", "{\"content\":\"hi\"}", "done=true");
    }

    @Test
    void walksNestedArrays() {
        JsonCursor cursor = JsonCursor.of("[[1,2],[],[[3]]]");

        List<Long> seen = new ArrayList<>();
        collect(cursor, seen);
        cursor.end();

        assertThat(seen).containsExactly(1L, 2L, 3L);
    }

    private static void collect(JsonCursor cursor, List<Long> into) {
        cursor.beginArray();
        while (cursor.nextElement()) {
            if (cursor.peek() == Kind.ARRAY) {
                collect(cursor, into);
            } else {
                into.add(cursor.longValue());
            }
        }
    }

    @Test
    void findsANameThatIsWrittenWithEscapes() {
        JsonCursor cursor = JsonCursor.of("{\"m\\u006fdel\":\"x\"}");

        cursor.beginObject();

        assertThat(cursor.nextName(NAMES)).isZero();
        assertThat(cursor.name()).isEqualTo("model");
        assertThat(cursor.string()).isEqualTo("x");
        assertThat(cursor.nextName(NAMES)).isEqualTo(JsonCursor.END);
    }

    @Test
    void decodesEveryEscape() {
        String json = "\"a\\\"b\\\\c\\/d\\be\\ff\\ng\\rh\\ti\\u00e9j\\u20ACk\\uD83D\\uDE00l\"";

        assertThat(JsonCursor.of(json).string()).isEqualTo("a\"b\\c/d\be\ff\ng\rh\tié" + "j€k😀l");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ud83dx", "\\ud83d\\n", "\\ud83d\\u0041", "\\ude00\\ud83d"})
    void putsAReplacementForASurrogateThatStandsAlone(String escapes) {
        String text = JsonCursor.of("\"<" + escapes + ">\"").string();

        assertThat(text).startsWith("<\uFFFD").endsWith(">");
        assertThat(text.chars().filter(c -> Character.isSurrogate((char) c))).isEmpty();
    }

    @Test
    void putsReplacementsForBytesThatAreNotUtf8() {
        byte[] json = {'"', 'a', (byte) 0xFF, (byte) 0xC3, '"'};

        assertThat(JsonCursor.of(json).string()).isEqualTo("a\uFFFD\uFFFD");
    }

    @Test
    void readsStringsOfAllLengthsAndScripts() {
        for (String text : List.of("", "a", "ä", "日本語", "😀", "a".repeat(10_000), "é".repeat(10_000))) {
            assertThat(JsonCursor.of("\"" + text + "\"").string()).isEqualTo(text);
        }
    }

    @Test
    void givesTheKnownStringItselfWhereItIsRepeated() {
        String known = new String("llama3.2".toCharArray());

        assertThat(JsonCursor.of("\"llama3.2\"").string(known)).isSameAs(known);
        assertThat(JsonCursor.of("\"llama3.3\"").string(known)).isEqualTo("llama3.3");
        assertThat(JsonCursor.of("\"llama3.22\"").string(known)).isEqualTo("llama3.22");
        assertThat(JsonCursor.of("\"llama\"").string(known)).isEqualTo("llama");
        assertThat(JsonCursor.of("\"a\\\"\"").string("a\\")).isEqualTo("a\"");
    }

    @Test
    void readsNumbers() {
        assertThat(JsonCursor.of("0").longValue()).isZero();
        assertThat(JsonCursor.of("-12").intValue()).isEqualTo(-12);
        assertThat(JsonCursor.of("9223372036854775807").longValue()).isEqualTo(Long.MAX_VALUE);
        assertThat(JsonCursor.of("-9223372036854775808").longValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(JsonCursor.of("3.99").longValue()).isEqualTo(3);
        assertThat(JsonCursor.of("1e3").longValue()).isEqualTo(1000);
        assertThat(JsonCursor.of("-0.0").doubleValue()).isEqualTo(-0.0);
        assertThat(JsonCursor.of("0.1").doubleValue()).isEqualTo(0.1);
        assertThat(JsonCursor.of("-0.012345678901234567").doubleValue()).isEqualTo(-0.012345678901234567);
        assertThat(JsonCursor.of("1.7976931348623157e308").doubleValue()).isEqualTo(Double.MAX_VALUE);
        assertThat(JsonCursor.of("4.9e-324").doubleValue()).isEqualTo(Double.MIN_VALUE);
        assertThat(JsonCursor.of("1e400").doubleValue()).isInfinite();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "1e30", "-1e30"})
    void refusesANumberThatDoesNotFit(String number) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonCursor.of(number).longValue())
                .withMessageContaining(number);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonCursor.of("3000000000").intValue())
                .withMessageContaining("3000000000");
    }

    @Test
    void readsNullAndScalarsAsText() {
        JsonCursor cursor = JsonCursor.of("[null, null, \"s\", 1.50, false]");

        cursor.beginArray();
        cursor.nextElement();
        assertThat(cursor.isNull()).isTrue();
        cursor.nextElement();
        assertThat(cursor.stringOrNull()).isNull();
        cursor.nextElement();
        assertThat(cursor.isNull()).isFalse();
        assertThat(cursor.text()).isEqualTo("s");
        cursor.nextElement();
        assertThat(cursor.text()).isEqualTo("1.50");
        cursor.nextElement();
        assertThat(cursor.text()).isEqualTo("false");
        assertThat(cursor.nextElement()).isFalse();
    }

    @Test
    void tellsWhereAndWhatIsWrong() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonCursor.of("{\"model\":\"m\", nonsense}").end())
                .withMessageContaining("at byte 14")
                .withMessageContaining("a field name was expected")
                .withMessageContaining("{\"model\":\"m\", ⟨here⟩nonsense}");
    }

    @Test
    void quotesOnlyTheSurroundings() {
        String json = "[" + "1,".repeat(5000) + "x" + ",1".repeat(5000) + "]";

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonCursor.of(json).end())
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250).contains("…", "⟨here⟩x"));
    }

    @Test
    void saysThatAPageIsNoJson() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonCursor.of("<html><body>502</body></html>").beginObject())
                .withMessageContaining("HTML page");
    }

    @Test
    void namesBothKindsWhenOneWasExpectedAndTheOtherCame() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonCursor.of("17").string())
                .withMessageContaining("a number where a string was expected");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonCursor.of("null").beginObject())
                .withMessageContaining("null where an object was expected");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonCursor.of("\"1\"").longValue())
                .withMessageContaining("a string where a number was expected");
    }

    @Test
    void refusesTooManyLevels() {
        JsonCursor cursor = JsonCursor.of("[".repeat(100_000));

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(cursor::skip)
                .withMessageContaining("512 levels");
        JsonCursor.of("[".repeat(512) + "]".repeat(512)).end();
    }

    @Test
    void readsASliceAndNothingAroundIt() {
        byte[] bytes = "garbage{\"a\":1}garbage".getBytes(StandardCharsets.UTF_8);
        JsonCursor cursor = new JsonCursor();

        cursor.reset(bytes, 7, 14);

        assertThat(cursor.raw()).isEqualTo("{\"a\":1}");
        cursor.end();
    }
}
