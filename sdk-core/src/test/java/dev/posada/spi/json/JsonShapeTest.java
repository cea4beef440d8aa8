// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonShapeTest {
    private static final String SAMPLE = "{\"at\":\"09:14\",\"m\":{\"text\":\" The\"},\"done\":false}";
    private static final int TIME = SAMPLE.indexOf("\"09:14");
    private static final int TEXT = SAMPLE.indexOf("\" The");

    private static JsonShape learned(int textPlace, int ignoredPlace) {
        JsonShape shape = new JsonShape();
        shape.learn(JsonCursor.of(SAMPLE), textPlace, ignoredPlace);
        return shape;
    }

    @Test
    void takesTheTextOfAFrameThatDiffersInNothingElse() {
        JsonShape shape = learned(TEXT, TIME);

        assertThat(shape.fits(JsonCursor.of("{\"at\":\"9:15:001\",\"m\":{\"text\":\" river\"},\"done\":false}")))
                .isTrue();
        assertThat(shape.text()).isEqualTo(" river");
    }

    @Test
    void takesATextThatStandsBeforeTheIgnoredString() {
        JsonShape shape = learned(TIME, TEXT);

        assertThat(shape.fits(JsonCursor.of("{\"at\":\"\",\"m\":{\"text\":\"\\n \\u00e9\"},\"done\":false}")))
                .isTrue();
        assertThat(shape.text()).isEmpty();
    }

    @Test
    void readsEscapesAndOtherCharactersAsTheCursorDoes() {
        JsonShape shape = learned(TEXT, JsonShape.NOWHERE);

        assertThat(shape.fits(JsonCursor.of(SAMPLE.replace(" The", "\\n\\u00e9\\\"日本"))))
                .isTrue();
        assertThat(shape.text()).isEqualTo("\né\"日本");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\":\"09:14\",\"m\":{\"text\":\" The\"},\"done\":true}",
                "{\"at\":\"09:14\",\"m\":{\"text\":\" The\"},\"done\":false} ",
                "{\"at\":\"09:14\",\"m\":{\"text\":\" The\",\"x\":1},\"done\":false}",
                "{\"at\":\"09:14\",\"m\":{\"text\":null},\"done\":false}",
                "{\"at\":null,\"m\":{\"text\":\" The\"},\"done\":false}",
                "{}"
            })
    void leavesTheCursorBeforeAnyOtherFrame(String frame) {
        JsonCursor json = JsonCursor.of(frame);

        assertThat(learned(TEXT, TIME).fits(json)).isFalse();
        assertThat(json.raw()).isEqualTo(frame.strip());
    }

    @Test
    void failsOnAnInvalidStringAsTheCursorDoes() {
        JsonShape shape = learned(TEXT, TIME);

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> shape.fits(JsonCursor.of(SAMPLE.replace(" The", "\\x"))))
                .withMessageContaining("an unknown escape");
    }

    @Test
    void fitsNothingBeforeItHasLearnedAndAfterItHasForgotten() {
        JsonShape shape = learned(TEXT, TIME);
        shape.forget();

        assertThat(shape.fits(JsonCursor.of(SAMPLE))).isFalse();
        assertThat(new JsonShape().fits(JsonCursor.of(SAMPLE))).isFalse();
    }
}
