// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.posada.ProtocolException;
import dev.posada.fuzz.Damage;
import org.junit.jupiter.api.Test;

/** Whatever stands where JSON should: it is read or refused, and reading each field refuses all that skipping refuses. */
class JsonFuzzTest {
    private static final JsonNames NAMES = JsonNames.of("message", "content", "done", "choices", "delta");

    @FuzzTest(maxDuration = "1m")
    void isReadOrRefused(byte[] bytes) {
        Throwable skipping = catchThrowable(() -> {
            JsonCursor json = JsonCursor.of(bytes);
            json.skip();
            json.end();
        });
        Throwable reading = catchThrowable(() -> {
            JsonCursor json = JsonCursor.of(bytes);
            read(json);
            json.end();
        });

        if (skipping != null) {
            assertThat(skipping).isInstanceOf(ProtocolException.class);
            assertThat(reading).as("read what is refused when skipped").isInstanceOf(ProtocolException.class);
        }
        if (reading != null) {
            assertThat(reading).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void damagedJsonIsReadOrRefused() {
        Damage.each(JsonFuzzTest.class, Damage.recordings("sdk-ollama", ".json"), this::isReadOrRefused);
    }

    private static void read(JsonCursor json) {
        switch (json.peek()) {
            case OBJECT -> {
                json.beginObject();
                while (json.nextName(NAMES) != JsonCursor.END) {
                    read(json);
                }
            }
            case ARRAY -> {
                json.beginArray();
                while (json.nextElement()) {
                    read(json);
                }
            }
            case STRING -> json.string();
            case NUMBER -> json.doubleValue();
            default -> json.raw();
        }
    }
}
