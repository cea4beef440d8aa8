// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.DiscoveredHost;
import dev.posada.ErrorDetails;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the host and model that a command is to use: what the user named, else what runs here, else the demo model. What the
 * user did not name is told on standard error.
 */
final class ModelChooser {
    private final HostFinder hosts;
    private final Notices notices;
    private final Capability purpose;

    private ModelChooser(HostFinder hosts, Notices notices, Capability purpose) {
        this.hosts = hosts;
        this.notices = notices;
        this.purpose = purpose;
    }

    static ModelChooser forChat(HostFinder hosts, Notices notices) {
        return new ModelChooser(hosts, notices, Capability.CHAT);
    }

    static ModelChooser forEmbedding(HostFinder hosts, Notices notices) {
        return new ModelChooser(hosts, notices, Capability.EMBEDDING);
    }

    /**
     * Opens a host and chooses a model on it.
     *
     * @param options the host that the user named, if any
     * @param wanted the model that the user named, if any
     * @throws ModelNotFoundException if there is none for the purpose
     */
    ChosenModel choose(HostOptions options, @Nullable String wanted) {
        Optional<ModelHost> named = hosts.named(options);
        return named.isPresent() ? on(named.get(), wanted) : amongDiscovered(options, wanted);
    }

    /** Chooses a model on a host, which is closed if that fails. */
    ChosenModel on(ModelHost host, @Nullable String wanted) {
        try {
            Optional<String> told = Optional.ofNullable(wanted).or(host::defaultModel);
            String name = told.isPresent() ? told.get() : bestOn(host).orElseThrow(() -> noneOn(host));
            return new ChosenModel(host, name);
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private ChosenModel amongDiscovered(HostOptions options, @Nullable String wanted) {
        List<DiscoveredHost> found = hosts.discover();
        List<DiscoveredHost> best = found.stream()
                .sorted(Comparator.comparing(host -> !suits(host, wanted)))
                .toList();
        if (wanted != null && !best.isEmpty()) {
            return on(hosts.open(best.get(0), options), wanted);
        }
        for (DiscoveredHost candidate : best) {
            Optional<ChosenModel> chosen = tryOn(hosts.open(candidate, options));
            if (chosen.isPresent()) {
                return chosen.get();
            }
        }
        return demo(options, wanted, !found.isEmpty());
    }

    /** A host that has the wanted model or, if none is wanted, one with a model in memory, which answers at once. */
    private static boolean suits(DiscoveredHost host, @Nullable String wanted) {
        return wanted == null
                ? !host.loaded().isEmpty()
                : host.models().stream().anyMatch(name -> name.equals(wanted) || name.equals(wanted + ":latest"));
    }

    private Optional<ChosenModel> tryOn(ModelHost host) {
        Optional<String> name = Optional.empty();
        try {
            name = bestOn(host);
            if (name.isEmpty()) {
                notices.say(
                        "The host " + host.uri() + " runs here but has no " + what() + "; posada pull NAME gets one.");
            }
        } catch (PosadaException e) {
            notices.say("The host " + host.uri() + " runs here but can't be asked: " + e.getMessage());
        }
        if (name.isEmpty()) {
            host.close();
        }
        return name.map(model -> new ChosenModel(host, model));
    }

    private ChosenModel demo(HostOptions options, @Nullable String wanted, boolean otherHosts) {
        ModelHost demo = hosts.demo(options);
        try {
            String name = wanted == null
                    ? bestOn(demo).orElseThrow(() -> noneOn(demo))
                    : demo.model(wanted).name();
            if (wanted == null) {
                notices.say((otherHosts ? "No other model found here" : "No model server found here")
                        + "; answering with the built-in demo model, which knows little."
                        + " For a real one install Ollama (https://ollama.com), or name a server with --host.");
            }
            return new ChosenModel(demo, name);
        } catch (ModelNotFoundException e) {
            demo.close();
            throw new ModelNotFoundException(
                    "No model server found here, and the built-in demo has no model \"" + wanted
                            + "\". Start a server that has it, or name one with --host.",
                    ErrorDetails.none().model(String.valueOf(wanted)),
                    e);
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    /** The best model for the purpose: one in memory, else the host's first. */
    private Optional<String> bestOn(ModelHost host) {
        List<ModelInfo> models = host.models().stream()
                .filter(model -> !model.capabilities().lacks(purpose))
                .toList();
        if (models.size() > 1) {
            LoadedModels loaded = LoadedModels.of(host, models);
            models = models.stream()
                    .sorted(Comparator.comparing(model -> !loaded.has(model).orElse(false)))
                    .toList();
        }
        Optional<String> best = models.stream()
                .filter(model -> serves(host, model))
                .map(ModelInfo::name)
                .findFirst();
        if (best.isPresent() && models.size() > 1) {
            notices.say("Using " + best.get() + " of " + host.uri() + "; --model chooses another.");
        }
        return best;
    }

    private boolean serves(ModelHost host, ModelInfo model) {
        Capabilities capabilities = model.capabilities();
        if (!capabilities.areKnown()) {
            // Older servers tell only when asked for the model by itself.
            capabilities = host.model(model.name()).capabilities();
        }
        return capabilities.has(purpose) || (!capabilities.areKnown() && purpose == Capability.CHAT);
    }

    private String what() {
        return purpose == Capability.CHAT ? "chat model" : "model for embeddings";
    }

    private ModelNotFoundException noneOn(ModelHost host) {
        List<String> all = host.models().stream().map(ModelInfo::name).toList();
        String has = all.isEmpty() ? "It has no models at all" : "It has " + String.join(", ", all);
        return new ModelNotFoundException(
                "The host " + host.uri() + " has no " + what() + ". " + has
                        + ". Get one with posada pull NAME, or name one with --model.",
                ErrorDetails.none().host(host.uri().toString()));
    }
}
