// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.CallPolicy;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.ModelPull;
import dev.posada.PosadaException;
import dev.posada.PullProgress;
import dev.posada.spi.PullSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A library whose downloads go as a test has written down. */
final class ScriptedLibrary implements ModelLibrary {
    final List<String> pulled = new ArrayList<>();
    private final List<String> running = new ArrayList<>();
    private final List<PullProgress> steps = new ArrayList<>();
    private @Nullable PosadaException failure;

    ScriptedLibrary running(String name) {
        running.add(name);
        return this;
    }

    ScriptedLibrary step(String status) {
        steps.add(new PullProgress(status, null, 0, 0));
        return this;
    }

    ScriptedLibrary step(String status, long completed, long total) {
        steps.add(new PullProgress(status, "sha256:abc", completed, total));
        return this;
    }

    ScriptedLibrary thenFails(PosadaException reason) {
        failure = reason;
        return this;
    }

    @Override
    public ModelPull pull(String name) {
        pulled.add(name);
        Iterator<PullProgress> left = steps.iterator();
        return ModelPull.of(CallPolicy.of("scripted://library").model(name), call -> new PullSource() {
            @Override
            public @Nullable PullProgress next() {
                if (!left.hasNext() && failure != null) {
                    throw failure;
                }
                return left.hasNext() ? left.next() : null;
            }

            @Override
            public void close() {
                // There is no connection.
            }
        });
    }

    @Override
    public List<ModelInfo> list() {
        return List.of();
    }

    @Override
    public ModelInfo show(String name) {
        return ModelInfo.builder(name).build();
    }

    @Override
    public List<ModelInfo> running() {
        return running.stream().map(name -> ModelInfo.builder(name).build()).toList();
    }

    @Override
    public void load(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unload(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String name) {
        throw new UnsupportedOperationException();
    }
}
