// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.PosadaException;
import dev.posada.RankedDocument;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.http.JsonWriter;
import dev.posada.spi.Call;
import java.util.List;

/** The calls behind search: vectors and ranks. Thread-safe. */
final class OpenAiRetrieval {
    private final HttpTransport transport;
    private final Dialect dialect;

    OpenAiRetrieval(HttpTransport transport, Dialect dialect) {
        this.transport = transport;
        this.dialect = dialect;
    }

    EmbeddingResponse embed(String model, EmbeddingRequest request, OpenAiBody body, Call call) {
        try {
            HttpAnswer answer = transport.call(HttpRequest.post(dialect.root() + "/embeddings", body.json()), call);
            return OpenAiEmbeddings.read(answer, model, request.texts().size(), body.warnings());
        } catch (PosadaException e) {
            throw OpenAiAnswers.unsupported("embeddings", e);
        }
    }

    /** Some servers have reranking without the root that all the rest stands under. */
    List<RankedDocument> rerank(JsonWriter body, int documents, int limit, Call call) {
        try {
            return rerank(dialect.root() + "/rerank", body, documents, limit, call);
        } catch (PosadaException e) {
            if (!OpenAiAnswers.isMissingEndpoint(e) || dialect.root().isEmpty()) {
                throw OpenAiAnswers.unsupported("reranking", e);
            }
        }
        try {
            return rerank("/rerank", body, documents, limit, call);
        } catch (PosadaException e) {
            throw OpenAiAnswers.unsupported("reranking", e);
        }
    }

    private List<RankedDocument> rerank(String path, JsonWriter body, int documents, int limit, Call call) {
        HttpAnswer answer = transport.call(HttpRequest.post(path, body), call);
        return OpenAiRanking.read(answer, documents, limit);
    }
}
