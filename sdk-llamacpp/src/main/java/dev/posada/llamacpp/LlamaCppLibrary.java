// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.ModelPull;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.http.JsonWriter;
import dev.posada.http.Probing;
import dev.posada.spi.Call;
import dev.posada.spi.TimeSource;
import java.util.List;
import java.util.function.Predicate;

/** What a server lets one do to its models: a router loads and unloads them. Thread-safe. */
final class LlamaCppLibrary implements ModelLibrary {
    private final HttpTransport transport;
    private final LlamaCppModels models;
    private final TimeSource time;

    LlamaCppLibrary(HttpTransport transport, LlamaCppModels models, TimeSource time) {
        this.transport = transport;
        this.models = models;
        this.time = time;
    }

    @Override
    public List<ModelInfo> list() {
        return models.infos();
    }

    @Override
    public ModelInfo show(String name) {
        return models.info(name);
    }

    @Override
    public List<ModelInfo> running() {
        return list().stream().filter(model -> model.loaded().orElse(false)).toList();
    }

    @Override
    public ModelPull pull(String name) {
        throw unsupported("downloads no models for its callers. Start it with -hf " + name
                + ", which downloads the model, or put the file where it looks");
    }

    /** Waits until the model is in memory; the time limit is the one for a first token. */
    @Override
    public void load(String name) {
        transport.policy().model(name).run(call -> {
            ListedModel model = models.require(name, models.list(new Probing(call)));
            if (!model.isLoaded()) {
                post("/models/load", model, call);
                await(name, ListedModel::isLoaded, call);
            }
            return name;
        });
    }

    @Override
    public void unload(String name) {
        transport.policy().model(name).run(call -> {
            ListedModel model = models.require(name, models.list(new Probing(call)));
            if (!model.isOfRouter()) {
                throw unsupported(
                        "has one model and keeps it. A server that was started without a model is a router, which"
                                + " loads and unloads its models");
            }
            if (!model.isUnloaded()) {
                post("/models/unload", model, call);
                await(name, ListedModel::isUnloaded, call);
            }
            return name;
        });
    }

    @Override
    public void delete(String name) {
        throw unsupported("deletes no models for its callers. Delete the file where the server runs");
    }

    /** A 400 says that somebody else was faster, and what has become of it is looked at anyway. */
    private void post(String path, ListedModel model, Call call) {
        JsonWriter json =
                new JsonWriter().beginObject().field("model", model.id()).endObject();
        transport.call(HttpRequest.post(path, json).allow(400), new Probing(call));
    }

    private void await(String name, Predicate<ListedModel> done, Call call) {
        Pauses pauses = new Pauses(time);
        for (ListedModel model = now(name, call); !done.test(model); model = now(name, call)) {
            if (model.hasFailed()) {
                throw new HostUnavailableException(
                        Reason.SERVER_ERROR,
                        "llama-server at " + transport.url() + " could not load " + name
                                + model.exitCode()
                                        .map(code -> " (exit code " + code + ")")
                                        .orElse("")
                                + ". Its log tells why.",
                        ErrorDetails.none().retryable(false),
                        null);
            }
            pauses.pause(call);
        }
    }

    private ListedModel now(String name, Call call) {
        return models.require(name, models.list(new Probing(call)));
    }

    private UnsupportedFeatureException unsupported(String what) {
        return new UnsupportedFeatureException(
                "llama-server at " + transport.url() + " " + what + ".",
                ErrorDetails.none().host(transport.uri().toString()));
    }
}
