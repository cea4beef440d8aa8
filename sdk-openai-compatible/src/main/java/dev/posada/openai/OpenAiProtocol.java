// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.CompletionModel;
import dev.posada.CompletionRequest;
import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.ErrorDetails;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelRequest;
import dev.posada.RankedDocument;
import dev.posada.RerankModel;
import dev.posada.Thinking;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpStream;
import dev.posada.http.HttpTransport;
import dev.posada.http.JsonWriter;
import dev.posada.spi.Call;
import dev.posada.spi.EventSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The OpenAI wire to one server: chat, completion, embeddings, reranking and the list of models, written once for all backends
 * that speak it. Thread-safe; it neither owns nor closes the transport. For backends; programs use their hosts, or {@link
 * OpenAiCompatible}.
 *
 * <p>Chat and completion are streamed on the wire whatever the caller wants: only a stream tells a slow answer from one that
 * has stalled.
 */
public final class OpenAiProtocol {
    private final HttpTransport transport;
    private final Dialect dialect;
    private final OpenAiExtension extension;
    private final OpenAiAnswerFields fields;
    private final OpenAiRetrieval retrieval;

    private OpenAiProtocol(HttpTransport transport, Dialect dialect, OpenAiExtension extension) {
        this.transport = transport;
        this.dialect = dialect;
        this.extension = extension;
        this.fields = new OpenAiAnswerFields(extension);
        this.retrieval = new OpenAiRetrieval(transport, dialect);
    }

    /**
     * The protocol over a transport.
     *
     * @param dialect how the server differs from others
     * @param extension what the server has beyond the common wire
     */
    public static OpenAiProtocol of(HttpTransport transport, Dialect dialect, OpenAiExtension extension) {
        return new OpenAiProtocol(
                Objects.requireNonNull(transport, "transport"),
                Objects.requireNonNull(dialect, "dialect"),
                Objects.requireNonNull(extension, "extension"));
    }

    // ---- models

    /** A chat model of a host. */
    public ChatModel chatModel(ModelHost host, String name) {
        return new OpenAiChatModel(this, host, name);
    }

    /** A model of a host that continues a text. */
    public CompletionModel completionModel(ModelHost host, String name) {
        return new OpenAiCompletionModel(this, host, name);
    }

    /** A model of a host that makes vectors. */
    public EmbeddingModel embeddingModel(ModelHost host, String name) {
        return new OpenAiEmbeddingModel(this, host, name);
    }

    /** A model of a host that orders documents. */
    public RerankModel rerankModel(ModelHost host, String name) {
        return new OpenAiRerankModel(this, host, name);
    }

    // ---- chat and completion

    ChatStream stream(String model, ChatRequest request) {
        return ChatStream.of(policy(model, request), opener(model, request));
    }

    ChatStream stream(String model, CompletionRequest request) {
        return ChatStream.of(policy(model, request), opener(model, request));
    }

    /** The limits under which a request to a model runs. */
    public CallPolicy policy(String model, ModelRequest request) {
        return transport.policy().model(model).forRequest(request);
    }

    /**
     * Puts a request into words at once; what is returned sends it, each time that it is called.
     *
     * @throws dev.posada.UnsupportedFeatureException if the server can't do what the request asks for
     */
    public Function<Call, EventSource> opener(String model, ChatRequest request) {
        OpenAiBody body = mapper(model).chat(request, true);
        boolean thinkingIsOff =
                request.thinking().filter(Thinking.off()::equals).isPresent();
        return opener("/chat/completions", body, dialect.thinkingTags(), thinkingIsOff);
    }

    /**
     * Puts a request into words at once; what is returned sends it, each time that it is called.
     *
     * @throws dev.posada.UnsupportedFeatureException if the server can't do what the request asks for
     */
    public Function<Call, EventSource> opener(String model, CompletionRequest request) {
        return opener("/completions", mapper(model).completion(request), ThinkingTags.none(), false);
    }

    private Function<Call, EventSource> opener(String path, OpenAiBody body, ThinkingTags tags, boolean thinkingIsOff) {
        HttpRequest request =
                HttpRequest.post(dialect.root() + path, body.json()).accept(HttpRequest.SSE);
        return call -> {
            HttpStream stream = transport.open(request, call);
            OpenAiChunk chunk = new OpenAiChunk(fields, extension);
            OpenAiStreamDecoder decoder = new OpenAiStreamDecoder(chunk, tags, thinkingIsOff, stream::failure);
            return new OpenAiSource(stream, decoder, dialect, body.warnings());
        };
    }

    /**
     * A chat request as its body says it, without the wish for a stream: for endpoints that take the same body, such as those that
     * count its tokens.
     *
     * @throws dev.posada.UnsupportedFeatureException if the server can't do what the request asks for
     */
    public JsonWriter chatBody(String model, ChatRequest request) {
        return mapper(model).chat(request, false).json();
    }

    private OpenAiRequestMapper mapper(String model) {
        ErrorDetails where =
                ErrorDetails.none().host(transport.uri().toString()).model(model);
        return new OpenAiRequestMapper(model, dialect, extension, where);
    }

    // ---- vectors and ranks

    /** The vectors of texts, under the limits of the host. */
    public EmbeddingResponse embed(String model, EmbeddingRequest request) {
        CallPolicy policy = transport.policy().model(model);
        CallPolicy limited = request.timeouts().map(policy::timeouts).orElse(policy);
        return limited.run(call -> embed(model, request, call));
    }

    /**
     * The vectors of texts, as part of a call that runs already.
     *
     * @throws dev.posada.ProtocolException if the server sends too few vectors, or too many
     */
    public EmbeddingResponse embed(String model, EmbeddingRequest request, Call call) {
        return retrieval.embed(model, request, mapper(model).embedding(request), call);
    }

    /** The best of some documents, under the limits of the host. */
    public List<RankedDocument> rerank(String model, String query, List<String> documents, int limit) {
        return transport.policy().model(model).run(call -> rerank(model, query, documents, limit, call));
    }

    /**
     * The best of some documents, as part of a call that runs already.
     *
     * @throws dev.posada.UnsupportedFeatureException if the server does not rank
     */
    public List<RankedDocument> rerank(String model, String query, List<String> documents, int limit, Call call) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be 1 or more.");
        }
        return retrieval.rerank(mapper(model).rerank(query, documents, limit), documents.size(), limit, call);
    }

    // ---- the list of models

    /** What the server has. */
    public List<ModelInfo> models() {
        return models(transport.policy());
    }

    List<ModelInfo> models(CallPolicy policy) {
        return policy.run(call -> models(call).all());
    }

    /**
     * What the server says of one model.
     *
     * @throws dev.posada.ModelNotFoundException if it is not on the list
     */
    public ModelInfo model(String name) {
        return transport.policy().model(name).run(call -> models(call).named(name, transport));
    }

    private OpenAiModels models(Call call) {
        return OpenAiModels.read(transport.call(modelsRequest(), call));
    }

    HttpRequest modelsRequest() {
        return HttpRequest.get(dialect.root() + "/models");
    }

    /**
     * A path prefix without the {@code /v1} that people write at its end or not: {@code /x/v1} becomes {@code /x}. For {@code
     * build()} of a backend's builder.
     */
    public static String withoutVersion(String pathPrefix) {
        String trimmed = pathPrefix.replaceAll("/+$", "");
        return trimmed.endsWith("/v1") ? trimmed.substring(0, trimmed.length() - "/v1".length()) : trimmed;
    }
}
