// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.CallPolicy;
import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.Embedding;
import dev.posada.EmbeddingModel;
import dev.posada.EmbeddingRequest;
import dev.posada.ErrorDetails;
import dev.posada.HostHealth;
import dev.posada.HostUnavailableException;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.spi.Call;
import dev.posada.spi.EventSource;
import dev.posada.spi.TimeSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A host for tests of applications: its answers are written down before, and it remembers what it was asked.
 *
 * <pre>{@code
 * FakeHost host = FakeHost.create().says("Hello!");
 *
 * String greeting = new Greeter(host.chatModel("any")).greet();
 *
 * assertThat(greeting).isEqualTo("Hello!");
 * assertThat(host.lastRequest().messages()).hasSize(1);
 * }</pre>
 *
 * <p>Only the server is fake. Retries, timeouts, cancelling, tool loops and structured output are those of every host, so a
 * scripted failure does to an application what a real one would. Each try takes an answer, as each try reaches a server:
 * {@code fails(…).says(…)} is a call that succeeds at its second try. Rules made with {@link #when} come first, in their
 * order; what no rule matches takes the next of the other answers, each of which is given once. A request without an answer
 * fails with an {@link AssertionError} that tells what was asked and what was scripted.
 *
 * <p>Time is a {@link FakeClock} unless another clock is given, so that nothing here waits. Thread-safe.
 */
public final class FakeHost implements ModelHost {
    private static final URI ADDRESS = URI.create("fake://host");

    private final TimeSource time;
    private final FakeScript script = new FakeScript();
    private final List<ModelInfo> models = new CopyOnWriteArrayList<>();
    private final Map<String, Embedding> vectors = new ConcurrentHashMap<>();
    private final List<EmbeddingRequest> embeddingRequests = new CopyOnWriteArrayList<>();
    private volatile @Nullable Function<String, Embedding> embedder;
    private volatile Timeouts timeouts = Timeouts.defaults();
    private volatile RetryPolicy retryPolicy = RetryPolicy.defaults();
    private volatile HostHealth health = new HostHealth(HostHealth.Status.UP, null, "A fake host for tests.");
    private volatile boolean closed;

    private FakeHost(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
    }

    /** A host with nothing scripted, whose clock moves by itself. */
    public static FakeHost create() {
        return create(FakeClock.automatic());
    }

    /** A host with nothing scripted, whose pauses, timeouts and retries go by a clock. */
    public static FakeHost create(TimeSource clock) {
        return new FakeHost(clock);
    }

    // ---- the script

    /** Adds an answer of words, each piece as an event of its own. */
    public FakeHost says(String... pieces) {
        return answers(FakeAnswer.saying(pieces));
    }

    /**
     * Adds an answer that wants a tool to be called.
     *
     * @param arguments JSON text, which may be wrong on purpose
     */
    public FakeHost calls(String tool, String arguments) {
        return answers(FakeAnswer.calling(tool, arguments));
    }

    /** Adds a failure before an answer begins. */
    public FakeHost fails(Supplier<? extends PosadaException> failure) {
        return answers(FakeAnswer.failing(failure));
    }

    /** Adds answers, one for each of the next tries. */
    public FakeHost answers(FakeAnswer... answers) {
        script.add(List.of(answers));
        return this;
    }

    /**
     * Begins a rule for all requests that fulfil a condition.
     *
     * @param description completes the word "when", for messages about requests that did not
     */
    public FakeRule when(String description, Predicate<ChatRequest> condition) {
        return new FakeRule(this, description, condition);
    }

    /** Begins a rule for all requests whose last message holds some words. */
    public FakeRule whenAsked(String words) {
        return when(
                "the last message holds \"" + words + "\"",
                request -> !request.messages().isEmpty()
                        && request.messages()
                                .get(request.messages().size() - 1)
                                .text()
                                .contains(words));
    }

    /** Sets the vector of a text. */
    public FakeHost embeds(String text, float... vector) {
        vectors.put(text, Embedding.of(vector));
        return this;
    }

    /** Sets how texts without a vector of their own become one; it may throw a {@link PosadaException}. */
    public FakeHost embeds(Function<String, Embedding> vectorOf) {
        embedder = vectorOf;
        return this;
    }

    /** Puts a model on the host's list. Models that are not on it answer, too. */
    public FakeHost serves(String model, Capability... capabilities) {
        return serves(ModelInfo.builder(model)
                .capabilities(Capabilities.of(capabilities))
                .build());
    }

    /** Puts a model on the host's list. */
    public FakeHost serves(ModelInfo model) {
        models.add(model);
        return this;
    }

    /** Sets what {@link #health()} tells. */
    public FakeHost reports(HostHealth state) {
        health = Objects.requireNonNull(state, "state");
        return this;
    }

    /** Replaces the time limits of calls that set none themselves. */
    public FakeHost timeouts(Timeouts limits) {
        timeouts = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /** Replaces the rules for trying again. */
    public FakeHost retryPolicy(RetryPolicy policy) {
        retryPolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    // ---- what happened

    /** The chat requests that arrived, oldest first; one that was tried three times arrived three times. */
    public List<ChatRequest> requests() {
        return script.requests();
    }

    /**
     * The chat request that arrived last.
     *
     * @throws AssertionError if none did
     */
    public ChatRequest lastRequest() {
        List<ChatRequest> all = requests();
        if (all.isEmpty()) {
            throw new AssertionError("No chat request has arrived.");
        }
        return all.get(all.size() - 1);
    }

    /** Which model each of {@link #requests()} was for. */
    public List<String> requestedModels() {
        return script.models();
    }

    /** The embedding requests that arrived, oldest first. */
    public List<EmbeddingRequest> embeddingRequests() {
        return List.copyOf(embeddingRequests);
    }

    /** How many answers are being read now: more than zero after a test means that a stream was not closed. */
    public int openAnswers() {
        return script.openAnswers();
    }

    /** Whether the host was closed. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Checks that the script and the requests fit: every answer in order was asked for, every rule matched, and there was no
     * request without an answer.
     *
     * @throws AssertionError if not
     */
    public void verify() {
        script.verify();
    }

    // ---- the host

    @Override
    public URI uri() {
        return ADDRESS;
    }

    @Override
    public ChatModel chatModel(String name) {
        return new FakeChatModel(this, name);
    }

    @Override
    public EmbeddingModel embeddingModel(String name) {
        return new FakeEmbeddingModel(this, name);
    }

    @Override
    public List<ModelInfo> models() {
        return List.copyOf(models);
    }

    @Override
    public ModelInfo model(String name) {
        return models.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelNotFoundException(
                        "The fake host lists no model " + name + "; add it with serves(\"" + name + "\").",
                        ErrorDetails.none().host(ADDRESS.toString()).model(name)));
    }

    @Override
    public HostHealth health() {
        return health;
    }

    /** Ends the answers that are being read; later calls fail. */
    @Override
    public void close() {
        closed = true;
        script.cutOffAll();
    }

    // ---- for the models

    FakeScript script() {
        return script;
    }

    CallPolicy policy(String model) {
        return CallPolicy.of(ADDRESS.toString())
                .model(model)
                .timeouts(timeouts)
                .retryPolicy(retryPolicy)
                .time(time);
    }

    EventSource open(String model, ChatRequest request, Call call) {
        ensureOpen();
        return new FakeSource(script, script.answer(model, request), call, time);
    }

    List<Embedding> vectors(EmbeddingRequest request) {
        ensureOpen();
        embeddingRequests.add(request);
        return request.texts().stream().map(this::vector).toList();
    }

    private Embedding vector(String text) {
        Embedding fixed = vectors.get(text);
        if (fixed != null) {
            return fixed;
        }
        Function<String, Embedding> other = embedder;
        if (other == null) {
            throw new AssertionError("No vector is scripted for the text \"" + text + "\". Scripted: "
                    + vectors.keySet() + ". Add one with host.embeds(\"…\", …).");
        }
        return other.apply(text);
    }

    private void ensureOpen() {
        if (closed) {
            throw new HostUnavailableException(
                    HostUnavailableException.Reason.REFUSED,
                    "The fake host is closed.",
                    ErrorDetails.none().retryable(false),
                    null);
        }
    }
}
