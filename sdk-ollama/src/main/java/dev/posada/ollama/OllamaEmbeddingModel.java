// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.CallPolicy;
import dev.posada.ChatWarning;
import dev.posada.Embedding;
import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.ProtocolException;
import dev.posada.Timings;
import dev.posada.UnsupportedFeatureException;
import dev.posada.Usage;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes vectors over {@code /api/embed}. */
final class OllamaEmbeddingModel implements EmbeddingModel {
    private static final int EXPECTED_DIMENSIONS = 1024;

    private final Ollama host;
    private final String name;
    private final OllamaRequestMapper mapper;

    OllamaEmbeddingModel(Ollama host, String name) {
        this.host = host;
        this.name = name;
        this.mapper = host.mapper(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Ollama host() {
        return host;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        OllamaBody body = mapper.embedding(request);
        HttpRequest post = HttpRequest.post("/api/embed", body.json());
        CallPolicy policy = host.transport().policy().model(name);
        policy = request.timeouts().map(policy::timeouts).orElse(policy);
        EmbeddingResponse response =
                policy.run(call -> read(host.transport().call(post, call), request, body.warnings()));
        requireDimensions(request, response);
        return response;
    }

    private EmbeddingResponse read(HttpAnswer answer, EmbeddingRequest request, List<ChatWarning> requestWarnings) {
        Reader reader = new Reader();
        reader.read(answer);
        int expected = request.texts().size();
        if (reader.embeddings.size() != expected) {
            throw new ProtocolException(
                    "The server at " + host.uri() + " made " + reader.embeddings.size() + " vectors of " + expected
                            + " texts; which belongs to which can't be told.",
                    host.where(name));
        }
        List<ChatWarning> warnings = new ArrayList<>(requestWarnings);
        warnings.addAll(answer.warnings());
        return new EmbeddingResponse(
                reader.model == null ? name : reader.model,
                reader.embeddings,
                Usage.of(reader.promptTokens, 0),
                Timings.of(duration(reader.totalNanos), duration(reader.loadNanos), null, null),
                warnings);
    }

    /** Servers that do not know the field leave it out of account, and an index would take vectors of two lengths for one. */
    private void requireDimensions(EmbeddingRequest request, EmbeddingResponse response) {
        request.dimensions().ifPresent(asked -> {
            int got = response.embeddings().get(0).dimensions();
            if (got != asked) {
                throw new UnsupportedFeatureException(
                        "The model " + name + " at " + host.uri() + " made vectors of " + got + " values where " + asked
                                + " were asked for: the model or the server can't shorten them.",
                        host.where(name));
            }
        });
    }

    private static @Nullable Duration duration(long nanos) {
        return nanos == 0 ? null : Duration.ofNanos(nanos);
    }

    private static final class Reader {
        private static final int MODEL = 0;
        private static final int EMBEDDINGS = 1;
        private static final int TOTAL_DURATION = 2;
        private static final int LOAD_DURATION = 3;
        private static final int PROMPT_EVAL_COUNT = 4;
        private static final int ERROR = 5;
        private static final JsonNames NAMES =
                JsonNames.of("model", "embeddings", "total_duration", "load_duration", "prompt_eval_count", "error");

        private final List<Embedding> embeddings = new ArrayList<>();
        private float[] values = new float[EXPECTED_DIMENSIONS];
        private @Nullable String model;
        private long totalNanos;
        private long loadNanos;
        private int promptTokens;

        void read(HttpAnswer answer) {
            JsonCursor json = answer.json();
            json.beginObject();
            for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
                if (json.isNull()) {
                    continue;
                }
                switch (field) {
                    case MODEL -> model = json.string();
                    case EMBEDDINGS -> readEmbeddings(json);
                    case TOTAL_DURATION -> totalNanos = json.longValue();
                    case LOAD_DURATION -> loadNanos = json.longValue();
                    case PROMPT_EVAL_COUNT -> promptTokens = json.intValue();
                    case ERROR -> throw answer.failure(json.raw());
                    default -> json.skip();
                }
            }
            json.end();
        }

        private void readEmbeddings(JsonCursor json) {
            json.beginArray();
            while (json.nextElement()) {
                embeddings.add(readEmbedding(json));
            }
        }

        private Embedding readEmbedding(JsonCursor json) {
            int count = 0;
            json.beginArray();
            while (json.nextElement()) {
                if (count == values.length) {
                    values = Arrays.copyOf(values, 2 * count);
                }
                values[count++] = (float) json.doubleValue();
            }
            return Embedding.of(Arrays.copyOf(values, count));
        }
    }
}
