// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.AuthenticationException;
import dev.posada.CallPolicy;
import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ErrorDetails;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.http.JsonWriter;
import dev.posada.spi.Call;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Which models a server has, and what they can do. Thread-safe. */
final class LlamaCppModels {
    private static final HttpRequest LIST = HttpRequest.get("/v1/models");

    private final HttpTransport transport;
    private final Function<String, LlamaCppApi> api;

    LlamaCppModels(HttpTransport transport, Function<String, LlamaCppApi> api) {
        this.transport = transport;
        this.api = api;
    }

    List<ListedModel> list() {
        return transport.policy().run(this::list);
    }

    List<ListedModel> list(Call call) {
        return list(transport, call);
    }

    static List<ListedModel> list(HttpTransport transport, Call call) {
        return ListedModel.list(transport.call(LIST, call).json());
    }

    /** All models; what they can do is told of the one model of a server that has one. */
    List<ModelInfo> infos() {
        return list().stream()
                .map(model -> model.isOfRouter() ? model.toInfo().build() : described(model, false))
                .toList();
    }

    /**
     * One model, with all that can be found out about it.
     *
     * @param name its id or one of its aliases; empty for the one model of a server that has one
     */
    ModelInfo info(String name) {
        ListedModel model = require(name, list());
        return model.isRunning() ? described(model, true) : model.toInfo().build();
    }

    /**
     * The model of that name.
     *
     * @throws ModelNotFoundException if there is none
     */
    ListedModel require(String name, List<ListedModel> models) {
        return models.stream()
                .filter(model -> model.goesBy(name) || (name.isEmpty() && models.size() == 1))
                .findFirst()
                .orElseThrow(() -> new ModelNotFoundException(
                        "llama-server at " + transport.url() + " has no model \"" + name + "\". It has "
                                + models.stream().map(ListedModel::id).toList() + ".",
                        ErrorDetails.none().host(transport.uri().toString()).model(name)));
    }

    private ModelInfo described(ListedModel model, boolean thoroughly) {
        ModelInfo.Builder info = model.toInfo();
        LlamaCppProperties properties;
        try {
            properties = api.apply(model.isOfRouter() ? model.id() : "").properties();
        } catch (AuthenticationException e) {
            return info.build(); // the list needs no key, all else does
        }
        if (properties.contextWindow().isPresent()) {
            info.contextWindow(properties.contextWindow().getAsInt());
        }
        properties.fileType().ifPresent(info::quantization);
        boolean asleep = properties.isSleeping();
        Set<Capability> known = EnumSet.copyOf(properties.capabilities());
        if (thoroughly && !asleep) {
            known.addAll(found(model));
            info.capabilities(Capabilities.of(known));
        }
        return info.loaded(!asleep).build();
    }

    /**
     * What only trying tells. An empty request finds it out at no cost: the server refuses what it was not started for before it
     * looks at the request.
     */
    private Set<Capability> found(ListedModel model) {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        CallPolicy policy = transport.policy();
        if (knows("/v1/embeddings", model, policy)) {
            found.add(Capability.EMBEDDING);
        }
        if (knows("/v1/rerank", model, policy)) {
            found.add(Capability.RERANK);
        }
        if (knows("/infill", model, policy)) {
            found.add(Capability.FILL_IN_THE_MIDDLE);
        }
        return found;
    }

    private boolean knows(String path, ListedModel model, CallPolicy policy) {
        JsonWriter json = new JsonWriter().beginObject();
        if (model.isOfRouter()) {
            json.field("model", model.id());
        }
        HttpRequest request = HttpRequest.post(path, json.endObject())
                .allow(400)
                .allow(404)
                .allow(500)
                .allow(501);
        int status = policy.run(call -> transport.call(request, call)).status();
        return status != 404 && status != 501;
    }
}
