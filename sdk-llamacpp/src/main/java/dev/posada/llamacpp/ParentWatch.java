// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a process when this JVM dies in whatever way.
 *
 * <p>A shutdown hook does for every end but a kill. llama-server has no switch that ties it to its parent, so, where there is a
 * shell, one waits at the end of a pipe that this JVM holds open: the system closes it when the JVM is gone, and the shell
 * then ends the process. Thread-safe.
 */
final class ParentWatch {
    private static final Logger LOG = System.getLogger(ParentWatch.class.getName());
    private static final Path SHELL = Path.of("/bin/sh");

    /** A JVM that shuts down does not wait for long. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Any line says that all is well; the end of the input without one says that the JVM is gone. */
    private static final String SCRIPT = """
            read -r _ && exit
            kill "$1" || exit
            for _ in 1 2 3 4 5 6 7 8 9 10; do
              kill -0 "$1" || exit
              sleep 1
            done
            kill -9 "$1"
            """;

    private final Process process;
    private final Optional<Process> shell;
    private final Thread hook = new Thread(this::endProcess, "posada-llama-server-end");
    private final AtomicBoolean ended = new AtomicBoolean();

    private ParentWatch(Process process, Optional<Process> shell) {
        this.process = process;
        this.shell = shell;
    }

    /**
     * Watches over a process until {@link #end} is called or the process has ended by itself.
     *
     * @throws IllegalStateException if this JVM is shutting down already
     */
    static ParentWatch over(Process process) {
        ParentWatch watch = new ParentWatch(process, startShell(process.pid()));
        Runtime.getRuntime().addShutdownHook(watch.hook);
        CompletableFuture<Void> unused = process.onExit().thenRun(watch::end);
        return watch;
    }

    private static Optional<Process> startShell(long pid) {
        if (!Files.isExecutable(SHELL)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessBuilder(SHELL.toString(), "-c", SCRIPT, "posada-watch", Long.toString(pid))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Could not start a shell that ends llama-server should this JVM be killed.", e);
            return Optional.empty();
        }
    }

    private void endProcess() {
        ProcessEnd.end(process, GRACE);
    }

    /** Stops watching. May be called again. */
    void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        shell.ifPresent(ParentWatch::dismiss);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The JVM is shutting down; the hook runs already.", e);
        }
    }

    private static void dismiss(Process shell) {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write('\n');
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The watching shell has gone already.", e);
        }
    }
}
