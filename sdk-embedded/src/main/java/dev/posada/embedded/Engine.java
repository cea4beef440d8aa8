// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One model, read when it is first needed, with the memory of its last conversations. Thread-safe. */
final class Engine {
    /** Each takes up to 16 MB for a window of 2,048 tokens of the demo model. */
    private static final int IDLE_SESSIONS = 4;

    private final ModelSource source;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Loaded loaded;
    private volatile boolean closed;

    Engine(ModelSource source) {
        this.source = source;
    }

    /** A model in memory, and what is made of it once. */
    record Loaded(LanguageModel model, ByteTokens byteTokens, SessionPool sessions) {}

    /**
     * The model, which the first caller reads and others wait for.
     *
     * @throws ModelFileException if it can't be read
     */
    Loaded loaded() {
        Loaded known = loaded;
        if (known != null) {
            return known;
        }
        loading.lock();
        try {
            known = loaded;
            if (known == null) {
                LanguageModel model = ModelFile.read(source);
                known = new Loaded(
                        model, new ByteTokens(model.tokenizer()), new SessionPool(model.shape(), IDLE_SESSIONS));
                loaded = known;
            }
            return known;
        } finally {
            loading.unlock();
        }
    }

    boolean isLoaded() {
        return loaded != null;
    }

    /** What the file tells of the model; reads no weights. */
    ModelFacts facts() {
        return ModelFile.readFacts(source);
    }

    boolean isClosed() {
        return closed;
    }

    /** Lets go of the model; runs that still go on find out by {@link #isClosed()}. */
    void close() {
        closed = true;
        loaded = null;
    }

    /** Where the model comes from, to begin a sentence with. */
    @Override
    public String toString() {
        return source.toString();
    }
}
