// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;

/** Writes JSON as the model was trained on it: on one line, with a space after each colon and comma. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /**
     * The same JSON value, spaced evenly; numbers and the order of keys stay as they are.
     *
     * @throws IllegalArgumentException if the text is not one JSON value
     */
    static String spaced(String json) {
        StringWriter out = new StringWriter(json.length() + 16);
        try (JsonParser parser = FACTORY.createParser(json);
                JsonGenerator generator = FACTORY.createGenerator(out)) {
            generator.setPrettyPrinter(new Spacing());
            int depth = 0;
            do {
                if (parser.nextToken() == null) {
                    throw new IllegalArgumentException("The JSON text is empty or ends early.");
                }
                depth += parser.currentToken().isStructStart() ? 1 : 0;
                depth -= parser.currentToken().isStructEnd() ? 1 : 0;
                generator.copyCurrentEventExact(parser);
            } while (depth > 0);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("The JSON text goes on after its value.");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getMessage(), e);
        }
        return out.toString();
    }

    /** A text as a JSON string. */
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** The text of a JSON string, given with its quotes. */
    static String unquoted(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return parser.nextTextValue();
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a JSON string: " + e.getMessage(), e);
        }
    }

    private static final class Spacing extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(", ");
        }
    }
}
