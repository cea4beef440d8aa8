// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ModelInfo;
import java.util.List;

/**
 * A model that LM Studio has on its disk.
 *
 * @param info what is told of it, under its key
 * @param instances the places where it is in memory; requests that name the model go to the first
 * @param variants the other names by which requests may ask for it
 */
record CatalogueModel(ModelInfo info, List<LoadedInstance> instances, List<String> variants) {
    /** Copies the lists. */
    CatalogueModel {
        instances = List.copyOf(instances);
        variants = List.copyOf(variants);
    }

    String key() {
        return info.name();
    }

    boolean isLoaded() {
        return !instances.isEmpty();
    }

    /** Whether a request may ask for the model by this name. */
    boolean isNamed(String name) {
        return key().equals(name) || variants.contains(name) || isInstance(name);
    }

    private boolean isInstance(String name) {
        return instances.stream().anyMatch(instance -> instance.id().equals(name));
    }

    /** The instances that a name means: one if it names that one, all if it names the model. */
    List<LoadedInstance> instancesNamed(String name) {
        return key().equals(name) || !isInstance(name)
                ? instances
                : instances.stream()
                        .filter(instance -> instance.id().equals(name))
                        .toList();
    }
}
