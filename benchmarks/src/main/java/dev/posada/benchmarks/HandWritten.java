// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * The least that a careful developer would write with OkHttp and Jackson's streaming parser: no error mapping, no timeouts but
 * one, no tools, no check that the answer is complete; on Bedrock no signature and no checksums either.
 */
public final class HandWritten implements Contestant {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final JsonFactory FACTORY = new JsonFactory();

    /** For the programs that measure. */
    public HandWritten() {}

    @Override
    public Client open(Wire wire, String url) {
        OkHttpClient http =
                new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(1)).build();
        http.dispatcher().setMaxRequestsPerHost(1024);
        return new OkHttpChat(http, wire, url);
    }

    private record OkHttpChat(OkHttpClient http, Wire wire, String url) implements Client {
        @Override
        public String chat(String prompt) {
            try (Response response = call(prompt, false).execute();
                    JsonParser parser = FACTORY.createParser(response.body().byteStream())) {
                StringBuilder text = new StringBuilder();
                readContent(parser, words -> {
                    text.append(words);
                    return true;
                });
                return text.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stream(String prompt, Words reader) {
            Call call = call(prompt, true);
            try (Response response = call.execute()) {
                boolean complete = switch (wire) {
                    case OLLAMA -> readLines(response, reader);
                    case OPENAI -> readEvents(response.body().source(), reader);
                    case BEDROCK -> readFrames(response.body().source(), reader);
                };
                if (!complete) {
                    call.cancel();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Call call(String prompt, boolean stream) {
            RequestBody body = RequestBody.create(body(prompt, stream), JSON);
            return http.newCall(
                    new Request.Builder().url(url + path(stream)).post(body).build());
        }

        private String path(boolean stream) {
            return wire == Wire.BEDROCK
                    ? "/model/" + Wire.BEDROCK_MODEL + (stream ? "/converse-stream" : "/converse")
                    : wire.path();
        }

        private byte[] body(String prompt, boolean stream) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(256);
            try (JsonGenerator json = FACTORY.createGenerator(out)) {
                json.writeStartObject();
                if (wire != Wire.BEDROCK) {
                    json.writeStringField("model", "stand-in");
                    json.writeBooleanField("stream", stream);
                }
                json.writeArrayFieldStart("messages");
                json.writeStartObject();
                json.writeStringField("role", "user");
                writeContent(json, prompt);
                json.writeEndObject();
                json.writeEndArray();
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }

        private void writeContent(JsonGenerator json, String prompt) throws IOException {
            if (wire != Wire.BEDROCK) {
                json.writeStringField("content", prompt);
                return;
            }
            json.writeArrayFieldStart("content");
            json.writeStartObject();
            json.writeStringField("text", prompt);
            json.writeEndObject();
            json.writeEndArray();
        }

        /** One parser over all lines, since a parser goes on to the next value by itself. */
        private boolean readLines(Response response, Words reader) throws IOException {
            try (JsonParser parser = FACTORY.createParser(response.body().byteStream())) {
                parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
                return readContent(parser, reader);
            }
        }

        private boolean readEvents(BufferedSource source, Words reader) throws IOException {
            for (String line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
                if (line.startsWith("data: {")) {
                    try (JsonParser parser = FACTORY.createParser(line.substring(6))) {
                        if (!readContent(parser, reader)) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        /** Lengths, a checksum, headers, the payload, another checksum. Whatever has a text in its payload is taken. */
        private boolean readFrames(BufferedSource source, Words reader) throws IOException {
            while (!source.exhausted()) {
                int length = source.readInt();
                int headers = source.readInt();
                source.skip(4L + headers);
                byte[] payload = source.readByteArray(length - headers - 16L);
                source.skip(4);
                try (JsonParser parser = FACTORY.createParser(payload)) {
                    if (!readContent(parser, reader)) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean readContent(JsonParser parser, Words reader) throws IOException {
            String field = wire == Wire.BEDROCK ? "text" : "content";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals(field)) {
                    parser.nextToken();
                    if (parser.getTextLength() > 0 && !reader.take(parser.getText())) {
                        return false;
                    }
                }
            }
            return true;
        }

        @Override
        public void close() {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }
}
