// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.UnsupportedFeatureException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of a host's models are in memory. Some hosts tell with each model, others have a list of their own for it. */
final class LoadedModels {
    private final Set<String> names;
    private final boolean complete;

    private LoadedModels(Set<String> names, boolean complete) {
        this.names = names;
        this.complete = complete;
    }

    /**
     * Asks the host, if the models do not tell themselves.
     *
     * @throws dev.posada.PosadaException if the host can't be asked
     */
    static LoadedModels of(ModelHost host, List<ModelInfo> models) {
        Set<String> names = models.stream()
                .filter(model -> model.loaded().orElse(false))
                .map(ModelInfo::name)
                .collect(Collectors.toCollection(HashSet::new));
        boolean told = models.stream().allMatch(model -> model.loaded().isPresent());
        Optional<ModelLibrary> library = told ? Optional.empty() : host.library();
        try {
            library.ifPresent(shelves -> shelves.running().forEach(model -> names.add(model.name())));
            return new LoadedModels(names, library.isPresent());
        } catch (UnsupportedFeatureException e) {
            return new LoadedModels(names, false); // a library without such a list
        }
    }

    /** Whether a model is in memory; empty where nobody tells. */
    Optional<Boolean> has(ModelInfo model) {
        return names.contains(model.name())
                ? Optional.of(true)
                : model.loaded().or(() -> complete ? Optional.of(false) : Optional.empty());
    }
}
