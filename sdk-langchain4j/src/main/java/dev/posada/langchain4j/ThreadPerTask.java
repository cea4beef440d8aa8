// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs each task in a thread of its own: a virtual one where the JVM has them, else one that keeps no program alive. */
enum ThreadPerTask implements Executor {
    INSTANCE;

    private static final @Nullable MethodHandle START_VIRTUAL = startVirtual();

    @Override
    public void execute(Runnable task) {
        if (START_VIRTUAL == null) {
            Thread thread = new Thread(task, "posada-langchain4j");
            thread.setDaemon(true);
            thread.start();
            return;
        }
        try {
            Thread started = (Thread) START_VIRTUAL.invokeExact(task);
            started.setName("posada-langchain4j");
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Can't start a virtual thread.", e);
        }
    }

    private static @Nullable MethodHandle startVirtual() {
        try {
            MethodType type = MethodType.methodType(Thread.class, Runnable.class);
            return MethodHandles.publicLookup().findStatic(Thread.class, "startVirtualThread", type);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null; // Java 17, or 19 and 20 without preview features
        }
    }
}
