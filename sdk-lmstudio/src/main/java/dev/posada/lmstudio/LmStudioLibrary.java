// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.CallPolicy;
import dev.posada.ErrorDetails;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.ModelPull;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpTransport;
import dev.posada.http.Probing;
import dev.posada.spi.Call;
import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The models of LM Studio, and what can be done to them. To load, unload and download needs version 0.4.0 or newer; to delete
 * is for the app and the {@code lms} command alone. Thread-safe.
 */
public final class LmStudioLibrary implements ModelLibrary {
    /** Large models take longer to load than any answer takes to begin. */
    private static final Duration LONGEST_LOADING = Duration.ofMinutes(15);

    private final HttpTransport transport;
    private final Catalogue catalogue;
    private final ModelMemory memory;
    private final TimeSource time;

    LmStudioLibrary(HttpTransport transport, Catalogue catalogue, ModelMemory memory, TimeSource time) {
        this.transport = transport;
        this.catalogue = catalogue;
        this.memory = memory;
        this.time = time;
    }

    /**
     * {@inheritDoc}
     *
     * <p>All models that were downloaded, in memory or not. The context window is known of those in memory, and is the one that
     * they really have; what a model could do at most is in {@link ModelInfo#json()} as {@code max_context_length}.
     */
    @Override
    public List<ModelInfo> list() {
        return models().stream().map(CatalogueModel::info).toList();
    }

    /** {@inheritDoc} See {@link #list()} for its context window. The name may also be that of a variant or an instance. */
    @Override
    public ModelInfo show(String name) {
        return policy(name).run(call -> catalogue.model(name, call)).info();
    }

    @Override
    public List<ModelInfo> running() {
        return models().stream()
                .filter(CatalogueModel::isLoaded)
                .map(CatalogueModel::info)
                .toList();
    }

    /** What is in memory, one by one: a model may be there several times. */
    public List<LoadedInstance> instances() {
        return models().stream().flatMap(model -> model.instances().stream()).toList();
    }

    private List<CatalogueModel> models() {
        return transport.policy().run(catalogue::models);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The server downloads by itself and has no way to be told to stop: closing the pull early only ends the questions how far it
     * is, which are put once a second.
     *
     * @param name a model of LM Studio's catalogue, such as {@code qwen/qwen3-4b-2507}; or the address of one at Hugging Face,
     *     perhaps with the quantization behind an at sign, as in {@code https://huggingface.co/acme/tiny-GGUF@Q4_K_M}
     */
    @Override
    public ModelPull pull(String name) {
        return ModelPull.of(policy(name), call -> new Download(transport, name, call, time));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Does nothing to a model that is in memory. One that is loaded in this way stays until it is unloaded: just-in-time loading's
     * time to live is not for it. Waits up to 15 minutes, unless the host has a limit of its own for the first token.
     */
    @Override
    public void load(String name) {
        loading(name, call -> memory.loadIfMissing(name, LoadOptions.none(), call));
    }

    /**
     * Loads a model into memory with options, as {@link #load(String)}. If it is in memory with others, it is unloaded first,
     * which cuts off requests that it works on: requests would go on to the old instance, never to the new one.
     *
     * @return the instance to which requests go
     * @throws dev.posada.ModelNotFoundException if the server has no such model
     */
    public LoadedInstance load(String name, LoadOptions options) {
        return loading(name, call -> memory.load(name, options, call));
    }

    /** {@inheritDoc} All its instances; or only one of them, if the name is that of one such as {@code qwen/qwen3-4b-2507:2}. */
    @Override
    public void unload(String name) {
        policy(name).run(call -> {
            memory.unload(name, call);
            return true;
        });
    }

    /**
     * LM Studio has no way to do this over its API.
     *
     * @throws UnsupportedFeatureException always
     */
    @Override
    public void delete(String name) {
        throw new UnsupportedFeatureException(
                "LM Studio has no way to delete a model over its API. Delete " + name
                        + " in the app under My Models on the machine of " + transport.url() + ".",
                ErrorDetails.none().host(transport.uri().toString()).model(name));
    }

    /** Not tried again: the server may be loading still, and would load the model a second time. */
    private LoadedInstance loading(String name, Function<Call, LoadedInstance> action) {
        CallPolicy policy = policy(name);
        Timeouts limits = policy.timeouts();
        boolean isDefault = limits.firstToken().equals(Timeouts.defaults().firstToken());
        return policy.timeouts(isDefault ? limits.firstToken(LONGEST_LOADING) : limits)
                .retryPolicy(RetryPolicy.none())
                .run(call -> action.apply(new Probing(call)));
    }

    private CallPolicy policy(String model) {
        return transport.policy().model(model);
    }
}
