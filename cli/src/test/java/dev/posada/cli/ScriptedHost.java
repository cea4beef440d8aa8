// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.CallPolicy;
import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.DiscoveredHost;
import dev.posada.Embedding;
import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.HostHealth;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelLibrary;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.Timings;
import dev.posada.Usage;
import dev.posada.spi.Call;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A host whose answers a test writes down before. It remembers what it was asked. */
final class ScriptedHost implements ModelHost {
    /** The environment variable with the file that is made when an answer stalls, if it is set. */
    static final String SIGN_OF_STALL = "SIGN_OF_STALL";

    private static final Map<String, ScriptedHost> HOSTS = new ConcurrentHashMap<>();

    /** What happens next in an answer. */
    interface Step {
        void play(EventSink sink, Call call);
    }

    final List<ChatRequest> requests = new ArrayList<>();
    final List<String> askedModels = new ArrayList<>();
    HostUri openedUri = HostUri.parse("scripted://nowhere");
    int timesClosed;
    private Timeouts timeouts = Timeouts.defaults();
    private RetryPolicy retryPolicy = RetryPolicy.defaults();
    private final String name;
    private final List<ModelInfo> models = new ArrayList<>();
    private final Deque<List<Step>> answers = new ArrayDeque<>();
    private Optional<ModelLibrary> library = Optional.empty();
    private Optional<PosadaException> listingFailure = Optional.empty();

    private ScriptedHost(String name) {
        this.name = name;
    }

    /** Sets up an empty host for {@code scripted://NAME}. */
    static ScriptedHost named(String name) {
        ScriptedHost host = new ScriptedHost(name);
        HOSTS.put(name, host);
        return host;
    }

    static ScriptedHost find(String name) {
        return HOSTS.computeIfAbsent(name, ScriptedHost::builtIn);
    }

    private static ScriptedHost builtIn(String name) {
        ScriptedHost host = new ScriptedHost(name).chatModel("actor", true);
        return switch (name) {
            case "friendly" -> host.answer(text("Hello "), text("there."), finish());
            case "endless" ->
                host.answer((sink, call) -> {
                    call.ensureRunning();
                    sink.text("on and on\n");
                });
            case "stalled" -> host.answer(text("Once upon"), stall());
            default -> throw new IllegalArgumentException("No script for " + name + ".");
        };
    }

    ScriptedHost openedAs(HostUri uri) {
        openedUri = uri;
        timeouts = uri.timeouts(Timeouts.defaults());
        retryPolicy = uri.retryPolicy(RetryPolicy.defaults());
        return this;
    }

    ScriptedHost chatModel(String modelName, boolean loaded) {
        return model(ModelInfo.builder(modelName)
                .capabilities(Capabilities.of(Capability.CHAT))
                .loaded(loaded));
    }

    ScriptedHost model(ModelInfo.Builder info) {
        models.add(info.build());
        return this;
    }

    ScriptedHost library(ModelLibrary shelves) {
        library = Optional.of(shelves);
        return this;
    }

    ScriptedHost cannotListModels(PosadaException failure) {
        listingFailure = Optional.of(failure);
        return this;
    }

    /** The answers that are written down, next one first. */
    Deque<List<Step>> answers() {
        return answers;
    }

    /** Writes down the next answer. The last one is given again and again. */
    ScriptedHost answer(Step... steps) {
        answers.add(List.of(steps));
        return this;
    }

    static Step text(String words) {
        return (sink, call) -> sink.text(words);
    }

    static Step thinking(String words) {
        return (sink, call) -> sink.thinking(words);
    }

    static Step finish() {
        return finish(FinishReason.STOP);
    }

    static Step finish(FinishReason reason) {
        return (sink, call) -> {
            sink.usage(Usage.of(7, 3));
            sink.finish(reason, null);
        };
    }

    static Step fail(PosadaException failure) {
        return (sink, call) -> {
            throw failure;
        };
    }

    /** Says nothing until the call ends from outside. */
    static Step stall() {
        return (sink, call) -> {
            CountDownLatch cutOff = new CountDownLatch(1);
            call.onCancel(cutOff::countDown);
            tellThatItStalls();
            try {
                cutOff.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            call.ensureRunning();
        };
    }

    private static void tellThatItStalls() {
        String file = System.getenv(SIGN_OF_STALL);
        if (file != null) {
            try {
                Files.createFile(Path.of(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    DiscoveredHost discovered() {
        List<String> names = models.stream().map(ModelInfo::name).toList();
        List<String> loaded = models.stream()
                .filter(model -> model.loaded().orElse(false))
                .map(ModelInfo::name)
                .toList();
        return new DiscoveredHost("scripted://" + name, "Scripted", "1.2.3", names, loaded, false);
    }

    @Override
    public URI uri() {
        return URI.create("scripted://" + name);
    }

    @Override
    public Optional<String> defaultModel() {
        return openedUri.model();
    }

    @Override
    public ChatModel chatModel(String modelName) {
        return new ScriptedModel(modelName);
    }

    @Override
    public EmbeddingModel embeddingModel(String modelName) {
        return new ScriptedEmbeddings(modelName);
    }

    @Override
    public List<ModelInfo> models() {
        listingFailure.ifPresent(failure -> {
            throw failure;
        });
        return models;
    }

    @Override
    public ModelInfo model(String modelName) {
        askedModels.add(modelName);
        return models.stream()
                .filter(info -> info.name().equals(modelName))
                .findFirst()
                .orElseThrow(() -> new ModelNotFoundException(uri() + " has no " + modelName, ErrorDetails.none()));
    }

    @Override
    public Optional<ModelLibrary> library() {
        return library;
    }

    @Override
    public HostHealth health() {
        return new HostHealth(HostHealth.Status.UP, "1.2.3", "");
    }

    @Override
    public void close() {
        timesClosed++;
    }

    private ChatStream stream(String modelName, ChatRequest request) {
        requests.add(request);
        List<Step> steps = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        CallPolicy policy = CallPolicy.of(uri().toString())
                .model(modelName)
                .timeouts(timeouts)
                .retryPolicy(retryPolicy)
                .forRequest(request);
        return ChatStream.of(policy, call -> new ScriptedSource(steps, call));
    }

    private final class ScriptedModel implements ChatModel {
        private final String modelName;

        ScriptedModel(String modelName) {
            this.modelName = modelName;
        }

        @Override
        public String name() {
            return modelName;
        }

        @Override
        public ModelHost host() {
            return ScriptedHost.this;
        }

        @Override
        public ChatStream stream(ChatRequest request) {
            return ScriptedHost.this.stream(modelName, request);
        }
    }

    /** A text's vector has its length and a half. */
    private final class ScriptedEmbeddings implements EmbeddingModel {
        private final String modelName;

        ScriptedEmbeddings(String modelName) {
            this.modelName = modelName;
        }

        @Override
        public String name() {
            return modelName;
        }

        @Override
        public ModelHost host() {
            return ScriptedHost.this;
        }

        @Override
        public EmbeddingResponse embed(EmbeddingRequest request) {
            List<Embedding> vectors = request.texts().stream()
                    .map(text -> Embedding.of(text.length(), 0.5f))
                    .toList();
            return new EmbeddingResponse(modelName, vectors, Usage.of(4, 0), Timings.none(), List.of());
        }
    }

    /** Plays the steps; the last one again and again, unless it ends the answer. */
    private static final class ScriptedSource implements EventSource {
        private final List<Step> steps;
        private final Call call;
        private int next;

        ScriptedSource(List<Step> steps, Call call) {
            this.steps = steps;
            this.call = call;
        }

        @Override
        public boolean advance(EventSink sink) {
            steps.get(Math.min(next, steps.size() - 1)).play(sink, call);
            next++;
            return true;
        }

        @Override
        public void close() {
            // There is no connection.
        }
    }
}
