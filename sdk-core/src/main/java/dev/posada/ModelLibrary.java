// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;

/**
 * What a host lets one do to its models. Thread-safe. What a host has no way to do is an
 * {@link UnsupportedFeatureException}; every method throws {@link PosadaException} if the host does not do as told.
 */
public interface ModelLibrary {
    /** The models that the host has. */
    List<ModelInfo> list();

    /**
     * What the host knows of a model.
     *
     * @throws ModelNotFoundException if it has no such model
     */
    ModelInfo show(String name);

    /** The models that are in memory. */
    List<ModelInfo> running();

    /**
     * Downloads a model to the host. Nothing happens before the first progress is asked for; closing the pull early cancels
     * the download.
     */
    ModelPull pull(String name);

    /** Loads a model into memory, so that the first answer does not wait for it. */
    void load(String name);

    /** Takes a model out of memory. */
    void unload(String name);

    /**
     * Deletes a model from the host's disk.
     *
     * @throws ModelNotFoundException if the host has no such model
     */
    void delete(String name);
}
