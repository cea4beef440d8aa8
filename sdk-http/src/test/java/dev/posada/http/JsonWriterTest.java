// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.posada.spi.json.JsonCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void writesObjectsAndArraysWithTheirCommas() {
        JsonWriter json = new JsonWriter();

        json.beginObject().field("s", "x").field("n", 1).field("d", 0.5).field("b", true);
        json.name("o")
                .beginObject()
                .endObject()
                .name("a")
                .beginArray()
                .value("y")
                .value(2)
                .value(false);
        json.nullValue()
                .raw("{\"r\":1}")
                .beginArray()
                .endArray()
                .endArray()
                .field("last", "z")
                .endObject();

        assertThat(json)
                .hasToString("{\"s\":\"x\",\"n\":1,\"d\":0.5,\"b\":true,\"o\":{},"
                        + "\"a\":[\"y\",2,false,null,{\"r\":1},[]],\"last\":\"z\"}");
    }

    @Test
    void writesStringsThatReadBackTheSame() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            int[] characters = random.ints(random.nextInt(20), 0, 0x11000)
                    .map(c -> c > 0x10000 ? 0x1F600 + (c & 0x3F) : c)
                    .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                    .toArray();
            String text = new String(characters, 0, characters.length);

            String json = new JsonWriter().value(text).toString();

            assertThat(JsonCursor.of(json).string()).isEqualTo(text);
        }
    }

    @Test
    void putsAReplacementForASurrogateThatStandsAlone() {
        assertThat(new JsonWriter().value("a\uD83Db")).hasToString("\"a\uFFFDb\"");
        assertThat(new JsonWriter().value("\uDE00")).hasToString("\"\uFFFD\"");
    }

    @Test
    void writesWholeDoublesAsPeopleDo() {
        assertThat(new JsonWriter().value(1.0)).hasToString("1");
        assertThat(new JsonWriter().value(-0.0)).hasToString("-0.0");
        assertThat(new JsonWriter().value(1e300)).hasToString("1.0E300");
        assertThat(new JsonWriter().value(0.1)).hasToString("0.1");
    }

    @Test
    void refusesNumbersThatJsonCannotSay() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonWriter().value(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonWriter().value(Double.POSITIVE_INFINITY));
    }

    @Test
    void encodesBytesOfAnyLengthAndKnowsTheLengthBefore() throws IOException {
        for (int length : new int[] {0, 1, 2, 3, 4, 12_287, 12_288, 12_289, 100_000}) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);
            JsonWriter json = new JsonWriter().beginArray().base64(ByteBuffer.wrap(content));
            json.base64("data:x;base64,", ByteBuffer.wrap(content).asReadOnlyBuffer())
                    .endArray();
            RequestBody body = json.toRequestBody();

            Buffer sent = new Buffer();
            body.writeTo(sent);
            Buffer sentAgain = new Buffer();
            body.writeTo(sentAgain);

            String encoded = Base64.getEncoder().encodeToString(content);
            assertThat(body.contentLength()).isEqualTo(sent.size());
            assertThat(sentAgain).isEqualTo(sent);
            assertThat(sent.readUtf8()).isEqualTo("[\"" + encoded + "\",\"data:x;base64," + encoded + "\"]");
        }
    }

    @Test
    void readsBytesOnlyWhenTheyAreSent() throws IOException {
        byte[] content = {1, 2, 3};
        JsonWriter json = new JsonWriter().base64(ByteBuffer.wrap(content));
        Arrays.fill(content, (byte) 0);

        Buffer sent = new Buffer();
        json.toRequestBody().writeTo(sent);

        assertThat(sent.readUtf8()).isEqualTo("\"AAAA\"");
    }

    @Test
    void writesALongTextAsItWritesAShortOne() throws IOException {
        String piece = "Why \"is\" \\ the\tsky\nblue?\u0001\u007f é 日本 🦙 \ud83e.";
        String text = piece.repeat(2000);
        JsonWriter json = new JsonWriter().beginArray().value(text).value("x").endArray();

        Buffer sent = new Buffer();
        json.toRequestBody().writeTo(sent);

        String once = new JsonWriter().value(piece).toString();
        String expected = "[\"" + once.substring(1, once.length() - 1).repeat(2000) + "\",\"x\"]";
        assertThat(json.toRequestBody().contentLength()).isEqualTo(sent.size());
        assertThat(sent.readUtf8()).isEqualTo(expected);
        assertThat(json).hasToString(expected);
    }

    @Test
    void refusesToSendHalfADocument() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new JsonWriter().beginObject().toRequestBody());
        assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().endObject());
    }
}
