// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.CallPolicy;
import dev.posada.ErrorDetails;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.ModelPull;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.http.JsonWriter;
import java.util.List;

/**
 * The models of an Ollama server, and what can be done to them. Servers have no access control of their own: whoever reaches
 * one may do all of this. Thread-safe.
 */
public final class OllamaLibrary implements ModelLibrary {
    private final HttpTransport transport;
    private final OllamaServer server;
    private final OllamaOptions defaults;

    OllamaLibrary(HttpTransport transport, OllamaServer server, OllamaOptions defaults) {
        this.transport = transport;
        this.server = server;
        this.defaults = defaults;
    }

    @Override
    public List<ModelInfo> list() {
        return transport.policy().run(server::list);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The context window is the one that the model was trained for. What a call really gets is smaller unless it asks for more
     * with {@link OllamaOptions.Builder#numCtx}; it is in {@link #running()}.
     */
    @Override
    public ModelInfo show(String name) {
        return policy(name).run(call -> server.show(name, call));
    }

    /** {@inheritDoc} Their context windows are those that they really have. */
    @Override
    public List<ModelInfo> running() {
        return transport.policy().run(server::running);
    }

    /**
     * {@inheritDoc}
     *
     * <p>What has been downloaded stays on the server if the pull ends early; the next one goes on from there. The server says
     * nothing while it checks a large file, so silence is borne for ten minutes unless the host has an idle timeout of its own.
     */
    @Override
    public ModelPull pull(String name) {
        return transfer(name, "/api/pull", modelOnly(name));
    }

    /**
     * Uploads a model to the registry that its name begins with, by default that of Ollama. The server has to be signed in there.
     */
    public ModelPull push(String name) {
        return transfer(name, "/api/push", modelOnly(name));
    }

    /**
     * Makes a new model. Files of weights are sent first unless the server has them, which the progress shows; then the server
     * builds the model. Nothing happens before the first progress is asked for.
     *
     * @throws IllegalArgumentException if a message of the model holds something that Ollama has no place for
     */
    public ModelPull create(String name, OllamaModelSpec spec) {
        CallPolicy policy = transferPolicy(name);
        return ModelPull.of(policy, call -> new OllamaCreation(name, spec, transport, call));
    }

    /**
     * Gives a model a second name. The files are not copied.
     *
     * @throws dev.posada.ModelNotFoundException if there is no such model
     */
    public void copy(String source, String destination) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("source", source)
                .field("destination", destination)
                .endObject();
        run(source, HttpRequest.post("/api/copy", json));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The model is loaded with the default options of the host, so that calls without options of their own find it as they need
     * it. Loading counts as the time until the first token.
     */
    @Override
    public void load(String name) {
        OllamaRequestMapper mapper = new OllamaRequestMapper(name, defaults, false, where(name));
        try {
            run(name, HttpRequest.post("/api/generate", mapper.load()));
        } catch (UnsupportedFeatureException e) {
            // A model that only embeds is not loaded by asking it to generate.
            run(name, HttpRequest.post("/api/embed", mapper.loadEmbedding()));
        }
    }

    @Override
    public void unload(String name) {
        JsonWriter json = new JsonWriter().beginObject().field("model", name);
        json.field("stream", false).field("keep_alive", 0).endObject();
        run(name, HttpRequest.post("/api/generate", json));
    }

    @Override
    public void delete(String name) {
        run(name, HttpRequest.delete("/api/delete", modelOnly(name)));
    }

    private ModelPull transfer(String name, String path, JsonWriter json) {
        HttpRequest request = HttpRequest.post(path, json).accept(HttpRequest.NDJSON);
        return ModelPull.of(transferPolicy(name), call -> new OllamaTransfer(transport.open(request, call)));
    }

    private void run(String model, HttpRequest request) {
        OllamaAnswers.requireSuccess(policy(model).run(call -> transport.call(request, call)));
    }

    private CallPolicy policy(String model) {
        return transport.policy().model(model);
    }

    private CallPolicy transferPolicy(String model) {
        CallPolicy policy = policy(model);
        return policy.timeouts(OllamaTransfer.timeouts(policy.timeouts()));
    }

    private ErrorDetails where(String model) {
        return ErrorDetails.none().host(transport.uri().toString()).model(model);
    }

    private static JsonWriter modelOnly(String name) {
        return new JsonWriter().beginObject().field("model", name).endObject();
    }
}
