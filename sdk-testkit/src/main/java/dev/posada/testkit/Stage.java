// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.EmbeddingModel;
import dev.posada.Limits;
import dev.posada.ModelHost;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One test's server and host, and short ways to ask. Made for one test, used by its thread. */
final class Stage implements AutoCloseable {
    /** The name of the model on servers that have no other. */
    static final String MODEL = "tiny";

    /** A time limit that passes quickly. */
    static final Duration SHORT = Duration.ofMillis(150);

    private final @Nullable Wire wire;
    private final String modelName;
    private final String embeddingModelName;
    private final Function<HostSettings, ModelHost> opener;
    private @Nullable MisbehavingServer server;
    private @Nullable ModelHost host;
    private String key = "";
    private RetryPolicy retries = RetryPolicy.none();
    private Limits limits = Limits.defaults();

    /** So that a backend that waits for nothing fails soon. */
    private Timeouts timeouts =
            Timeouts.defaults().firstToken(Duration.ofSeconds(8)).idle(Duration.ofSeconds(8));

    Stage(@Nullable Wire wire, String modelName, String embeddingModelName, Function<HostSettings, ModelHost> opener) {
        this.wire = wire;
        this.modelName = modelName;
        this.embeddingModelName = embeddingModelName;
        this.opener = opener;
    }

    boolean hasServer() {
        return wire != null;
    }

    Wire wire() {
        if (wire == null) {
            throw new IllegalStateException("this backend has no server: its suite has to say @Lacks(SERVER)");
        }
        return wire;
    }

    Stage apiKey(String secret) {
        key = secret;
        return this;
    }

    /** Retries that do not wait. */
    Stage retries(int count) {
        retries = new RetryPolicy(count, Duration.ofMillis(1), Duration.ofSeconds(2));
        return this;
    }

    Stage limits(int bytes) {
        limits = new Limits(bytes, bytes, bytes);
        return this;
    }

    Stage timeouts(UnaryOperator<Timeouts> change) {
        timeouts = change.apply(timeouts);
        return this;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    /** Starts a server that plays the scripts, or nothing if the backend has no server. */
    Stage serve(Script... scripts) {
        if (wire != null) {
            server = MisbehavingServer.of(wire, scripts);
        }
        return this;
    }

    MisbehavingServer server() {
        if (server == null) {
            throw new IllegalStateException("no server was started");
        }
        return server;
    }

    ModelHost host() {
        if (host == null) {
            host = opener.apply(new HostSettings(server == null ? "" : server.url(), key, retries, limits));
        }
        return host;
    }

    ChatModel model() {
        return host().chatModel(modelName);
    }

    EmbeddingModel embeddings() {
        return host().embeddingModel(embeddingModelName);
    }

    /** A stage of the same kind, for a second server and host. */
    Stage another() {
        return new Stage(wire, modelName, embeddingModelName, opener);
    }

    ChatRequest.Builder request() {
        return ChatRequest.builder().user("Hi").timeouts(timeouts);
    }

    ChatStream stream() {
        return model().stream(request().build());
    }

    ChatResponse chat() {
        return model().chat(request().build());
    }

    List<ChatEvent> events(Class<? extends ChatEvent> type) {
        List<ChatEvent> events = new ArrayList<>();
        try (ChatStream stream = stream()) {
            stream.forEach(events::add);
        }
        return events.stream().filter(type::isInstance).toList();
    }

    /** The failure of a chat, which has to be of this type. */
    <E extends PosadaException> E failure(Class<E> type) {
        E failure = catchThrowableOfType(type, this::chat);
        assertThat(failure).as("a failure of type " + type.getSimpleName()).isNotNull();
        return failure;
    }

    /**
     * The failure of a stream that comes after its first words were read, and not together with them.
     *
     * @param read is told when they were
     */
    <E extends PosadaException> E failureAfterWords(Class<E> type, CountDownLatch read) {
        try (ChatStream stream = stream()) {
            E failure = catchThrowableOfType(
                    type,
                    () -> stream.forEach(event -> {
                        if (event instanceof ChatEvent.TextDelta) {
                            read.countDown();
                        }
                    }));
            assertThat(failure).as("a failure of type " + type.getSimpleName()).isNotNull();
            return failure;
        }
    }

    /** Closes the host, and proves that it leaves no connection behind. */
    @Override
    public void close() {
        try {
            if (host != null) {
                host.close();
            }
            if (server != null) {
                server.awaitNoConnection();
            }
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }
}
