// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.HostUnavailableException;
import dev.posada.spi.Environment;
import dev.posada.spi.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A llama-server that this program runs for itself: started on a free port of this machine, ended with {@link #close()}.
 *
 * <pre>{@code
 * try (LlamaServer server = LlamaServer.start(Path.of("qwen3-8b-q4.gguf"))) {
 *     System.out.println(server.host().chatModel().chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>Only this program can use the server, unless {@link Builder#withoutApiKey()} says otherwise: it gets a random key, since
 * without one every page in a browser on this machine could use it, too. The server ends when this JVM ends; on Linux and macOS
 * also when the JVM is killed, on Windows not then, and nowhere if the machine's whole process group is killed so fast that
 * nobody is left to end it. Thread-safe.
 */
public final class LlamaServer implements AutoCloseable {
    private final Process process;
    private final ParentWatch watch;
    private final LogRing log;
    private final LlamaCpp host;
    private final Duration stopTimeout;

    LlamaServer(Process process, ParentWatch watch, LogRing log, LlamaCpp host, Duration stopTimeout) {
        this.process = process;
        this.watch = watch;
        this.log = log;
        this.host = host;
        this.stopTimeout = stopTimeout;
    }

    /**
     * Starts a server with a model and waits until it is ready.
     *
     * @param model a GGUF file
     * @throws HostUnavailableException if there is no llama-server, or it does not become ready; the message has its last words
     * @throws dev.posada.CancelledException if the thread is interrupted
     */
    public static LlamaServer start(Path model) {
        return builder(model).start();
    }

    /** A server for a model, with settings to fill in. */
    public static Builder builder(Path model) {
        return builder().model(model);
    }

    /** A server without a model, with settings to fill in: it loads models when they are asked for. */
    public static Builder builder() {
        return new Builder();
    }

    /** The server as a host. It is closed with the server. */
    public LlamaCpp host() {
        return host;
    }

    /** The process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Whether the process runs. If it does not and nobody closed it, {@link #log()} tells why. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines that the server wrote, oldest first. */
    public List<String> log() {
        return log.lines();
    }

    /** Ends the server: by asking first, by force if that takes too long. Does not throw; may be called again. */
    @Override
    public void close() {
        host.close();
        ProcessEnd.end(process, stopTimeout);
        watch.end();
    }

    @Override
    public String toString() {
        return "LlamaServer[" + host.uri() + ", pid " + process.pid() + (isAlive() ? "]" : ", ended]");
    }

    /** Collects how to start a server. Not thread-safe. */
    public static final class Builder {
        final List<String> arguments = new ArrayList<>();
        final Map<String, String> environment = new LinkedHashMap<>();
        final List<Consumer<LlamaCpp.Builder>> hostSettings = new ArrayList<>();

        @Nullable
        Path executable;

        @Nullable
        Integer port;

        @Nullable
        String apiKey;

        boolean keyless;
        Duration startTimeout = Duration.ofMinutes(5);
        Duration stopTimeout = Duration.ofSeconds(10);
        int logLines = 1_000;
        Environment ownEnvironment = Environment.system();
        TimeSource time = TimeSource.system();
        PortPicker ports = PortPicker.free();

        private Builder() {}

        /**
         * The llama-server program. Otherwise the one that the environment variable {@code LLAMA_SERVER} names, else the first on
         * the path.
         */
        public Builder executable(Path program) {
            executable = Objects.requireNonNull(program, "program");
            return this;
        }

        /**
         * The model, a GGUF file.
         *
         * @throws IllegalArgumentException if there is no such file
         */
        public Builder model(Path file) {
            return file("-m", file);
        }

        /** A model that the server downloads from Hugging Face unless it has it, such as {@code user/repo:Q4_K_M}. */
        public Builder huggingFaceModel(String repository) {
            return arguments("-hf", repository);
        }

        /** A folder of models among which requests choose by name; for a server without a model of its own. */
        public Builder modelsFolder(Path folder) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException("There is no folder " + folder + ".");
            }
            return arguments("--models-dir", folder.toString());
        }

        /** The file that lets the model see or hear, which comes with the model. */
        public Builder projector(Path file) {
            return file("--mmproj", file);
        }

        /** A LoRA adapter, a GGUF file. May be called for several; the first has the id 0. */
        public Builder lora(Path file) {
            return file("--lora", file);
        }

        /** A chat template to use instead of the model's own. */
        public Builder chatTemplate(Path file) {
            return file("--chat-template-file", file);
        }

        /** The name that the model goes by. */
        public Builder alias(String name) {
            return arguments("--alias", name);
        }

        /**
         * The context window in tokens; 0 for the model's own. Unless {@link #slots} are set, four answers at a time share it; with
         * slots it is divided among them.
         */
        public Builder contextWindow(int tokens) {
            return arguments("-c", Integer.toString(tokens));
        }

        /** How many answers to write at a time, each with its share of the context window. */
        public Builder slots(int count) {
            return arguments("-np", Integer.toString(count));
        }

        /** How many layers of the model to put on the GPU. */
        public Builder gpuLayers(int count) {
            return arguments("-ngl", Integer.toString(count));
        }

        /** How many processor threads to use. */
        public Builder threads(int count) {
            return arguments("-t", Integer.toString(count));
        }

        /** Makes the server one for embeddings. */
        public Builder embeddings() {
            return arguments("--embeddings");
        }

        /** Makes the server one for reranking. */
        public Builder reranking() {
            return arguments("--reranking");
        }

        /** Lets the server measure itself; see {@link LlamaCppApi#metrics()}. */
        public Builder metrics() {
            return arguments("--metrics");
        }

        /**
         * The folder for what slots have read, so that it can be saved and restored.
         *
         * @throws IllegalArgumentException if there is no such folder
         */
        public Builder slotFolder(Path folder) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException("There is no folder " + folder + ".");
            }
            return arguments("--slot-save-path", folder.toString());
        }

        /** More of llama-server's arguments, as they are. */
        public Builder arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        /** An environment variable for the server. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** The port to listen on. Otherwise a free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** The key that the server asks for. Otherwise a random one. */
        public Builder apiKey(String key) {
            apiKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /** Lets everybody on this machine use the server without a key. */
        public Builder withoutApiKey() {
            keyless = true;
            return this;
        }

        /** How long the server may take to become ready: 5 minutes if not set. */
        public Builder startTimeout(Duration limit) {
            startTimeout = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /** How long the server may take to end before it is killed: 10 seconds if not set. */
        public Builder stopTimeout(Duration limit) {
            stopTimeout = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /** How many of the last lines of its log to keep: 1000 if not set. */
        public Builder logLines(int count) {
            if (count <= 0) {
                throw new IllegalArgumentException("logLines is " + count + "; it must be 1 or more.");
            }
            logLines = count;
            return this;
        }

        /** Settings of the host, such as its timeouts. Address and key are set already. */
        public Builder host(Consumer<LlamaCpp.Builder> settings) {
            hostSettings.add(Objects.requireNonNull(settings, "settings"));
            return this;
        }

        /**
         * Starts the server and waits until it is ready.
         *
         * @throws HostUnavailableException if there is no llama-server, or it does not become ready; the message has its last words
         * @throws dev.posada.CancelledException if the thread is interrupted
         */
        public LlamaServer start() {
            return new LlamaServerStart(this).start();
        }

        private Builder file(String flag, Path file) {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("There is no file " + file + ".");
            }
            return arguments(flag, file.toString());
        }
    }
}
