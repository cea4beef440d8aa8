// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.AuthenticationException;
import dev.posada.CancelledException;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.PosadaException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** One start of a llama-server. Used once, by one thread. */
final class LlamaServerStart {
    private static final Logger LOG = System.getLogger(LlamaServerStart.class.getName());
    private static final Pattern PORT_TAKEN =
            Pattern.compile("(?i)couldn't bind|could not bind|failed to bind|address already in use|bind.*error");
    private static final int PORTS_TO_TRY = 3;
    private static final int LAST_WORDS = 25;
    private static final Duration LAST_WORDS_AFTER = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final LlamaServer.Builder settings;
    private final Path program;
    private final Optional<String> key;
    private final long deadline;

    LlamaServerStart(LlamaServer.Builder settings) {
        this.settings = settings;
        this.program = settings.executable == null
                ? LlamaServerFinder.find(settings.ownEnvironment)
                : LlamaServerFinder.requireProgram(settings.executable, "executable(…)");
        this.key = settings.keyless ? Optional.empty() : Optional.of(chosenKey(settings));
        this.deadline = settings.time.nanoTime() + settings.startTimeout.toNanos();
    }

    private static String chosenKey(LlamaServer.Builder settings) {
        if (settings.apiKey != null) {
            return settings.apiKey;
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The server, once it is ready. */
    LlamaServer start() {
        for (int tries = 1; ; tries++) {
            int port = settings.port == null ? settings.ports.pick() : settings.port;
            try {
                return startAt(port);
            } catch (PortTaken e) {
                if (tries == PORTS_TO_TRY || settings.port != null) {
                    throw e.failure;
                }
                LOG.log(Level.DEBUG, "Another program took the port " + port + "; trying another one.");
            }
        }
    }

    private LlamaServer startAt(int port) throws PortTaken {
        LogRing log = new LogRing(settings.logLines);
        Process process = launch(port);
        Thread logger = drain(process, log);
        ParentWatch watch = watchOver(process);
        LlamaCpp host = host(port);
        boolean ready = false;
        try {
            await(process, host, log, logger);
            ready = true;
            return new LlamaServer(process, watch, log, host, settings.stopTimeout);
        } finally {
            if (!ready) {
                host.close();
                ProcessEnd.end(process, settings.stopTimeout);
                watch.end();
            }
        }
    }

    private Process launch(int port) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--host", "127.0.0.1", "--port"));
        command.add(Integer.toString(port));
        command.addAll(settings.arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        // Settings that are meant for servers started by hand: one would move the paths, the other would change the
        // key.
        environment.remove("LLAMA_ARG_API_PREFIX");
        environment.remove("LLAMA_API_KEY");
        // Not as an argument: those of all processes are for everybody to see.
        key.ifPresent(secret -> environment.put("LLAMA_API_KEY", secret));
        environment.putAll(settings.environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new HostUnavailableException(
                    Reason.REFUSED,
                    "Could not start " + program + ": " + e.getMessage(),
                    ErrorDetails.none().retryable(false),
                    e);
        }
    }

    /** A pipe that nobody reads would make the server wait as soon as it is full. */
    private static Thread drain(Process process, LogRing log) {
        Thread thread = new Thread(() -> copy(process, log), "posada-llama-server-log");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void copy(Process process, LogRing log) {
        byte[] buffer = new byte[8192];
        try (InputStream output = process.getInputStream()) {
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                log.add(buffer, count);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The log of llama-server broke off.", e);
        }
    }

    private ParentWatch watchOver(Process process) {
        try {
            return ParentWatch.over(process);
        } catch (IllegalStateException e) {
            ProcessEnd.end(process, settings.stopTimeout);
            throw e;
        }
    }

    private LlamaCpp host(int port) {
        LlamaCpp.Builder builder =
                LlamaCpp.builder().url("http://127.0.0.1:" + port).time(settings.time);
        key.ifPresent(builder::apiKey);
        settings.hostSettings.forEach(setting -> setting.accept(builder));
        return builder.build();
    }

    // ---- waiting

    private void await(Process process, LlamaCpp host, LogRing log, Thread logger) throws PortTaken {
        CountDownLatch died = new CountDownLatch(1);
        CompletableFuture<Void> unused = process.onExit().thenRun(died::countDown);
        Duration pause = FIRST_PAUSE;
        while (process.isAlive()) {
            if (host.health().isUp()) {
                requireOwn(process, host, log);
                return;
            }
            if (settings.time.nanoTime() - deadline >= 0) {
                throw tooSlow(host, log);
            }
            pause(died, pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        join(logger);
        throw ended(process, host, log);
    }

    /** The last words of a process that has ended are on their way still. */
    private static void join(Thread logger) {
        try {
            logger.join(LAST_WORDS_AFTER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(CountDownLatch died, Duration time) {
        try {
            settings.time.await(died, time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(
                    "The thread was interrupted while it waited for llama-server to become ready.",
                    ErrorDetails.none(),
                    e);
        }
    }

    /**
     * Makes sure that it is our server that answers: between the choice of the port and its use another one may have taken it,
     * and llama-server shares a port with other processes of the same user without a word.
     */
    private void requireOwn(Process process, LlamaCpp host, LogRing log) throws PortTaken {
        if (key.isEmpty()) {
            return;
        }
        boolean knowsKey = !refuses(host);
        boolean asksForKey;
        try (LlamaCpp stranger = LlamaCpp.at(host.url())) {
            asksForKey = refuses(stranger);
        }
        if (!knowsKey || !asksForKey || !process.isAlive()) {
            throw new PortTaken(failure(
                    Reason.REFUSED,
                    "Another server answers at " + host.url() + ", where llama-server was to listen.",
                    host,
                    log));
        }
    }

    /** A router without a model name fails otherwise, which is no refusal. */
    private static boolean refuses(LlamaCpp host) {
        try {
            host.api().tokenize("");
            return false;
        } catch (PosadaException e) {
            return e instanceof AuthenticationException;
        }
    }

    private HostUnavailableException tooSlow(LlamaCpp host, LogRing log) {
        return failure(
                Reason.LOADING,
                program + " was not ready within " + settings.startTimeout.toSeconds()
                        + " s (startTimeout). Large models and downloads take longer.",
                host,
                log);
    }

    private HostUnavailableException ended(Process process, LlamaCpp host, LogRing log) throws PortTaken {
        HostUnavailableException failure = failure(
                Reason.REFUSED,
                program + " ended with exit code " + process.exitValue() + " before it was ready.",
                host,
                log);
        if (PORT_TAKEN.matcher(log.tail(LAST_WORDS)).find()) {
            throw new PortTaken(failure);
        }
        return failure;
    }

    private HostUnavailableException failure(Reason reason, String what, LlamaCpp host, LogRing log) {
        String words = log.tail(LAST_WORDS);
        String clean = key.map(secret -> words.replace(secret, "***")).orElse(words);
        return new HostUnavailableException(
                reason,
                what + (clean.isEmpty() ? " It said nothing." : " Its last words:\n" + clean),
                ErrorDetails.none().host(host.uri().toString()).retryable(false),
                null);
    }

    /** The start failed, and may succeed on another port. */
    private static final class PortTaken extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient PosadaException failure;

        PortTaken(PosadaException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
