// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Starts threads: virtual ones where the JVM has them (Java 21), daemon threads elsewhere. Thread-safe. */
public final class Threads {
    private static final @Nullable MethodHandle START_VIRTUAL = startVirtual();

    private Threads() {}

    /** Starts a thread of that name, which keeps no program alive, and gives it back. */
    public static Thread start(String name, Runnable task) {
        if (START_VIRTUAL != null) {
            try {
                Thread thread = (Thread) START_VIRTUAL.invokeExact(task);
                thread.setName(name);
                return thread;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("Can't start a virtual thread.", e);
            }
        }
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static @Nullable MethodHandle startVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null; // Java 17, or 19 and 20 without preview features
        }
    }
}
