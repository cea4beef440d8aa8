// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.ModelHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every chat model of Posada promises, as tests whose names are the promises. A backend extends it:
 *
 * <pre>{@code
 * class OllamaContractTest extends ChatModelContract {
 *     OllamaContractTest() {
 *         super(Wire.ollama());
 *     }
 *
 *     protected ModelHost open(HostSettings settings) {
 *         return Ollama.builder().url(settings.url()).retryPolicy(settings.retryPolicy()).limits(settings.limits()).build();
 *     }
 * }
 * }</pre>
 *
 * <p>What a backend has not is declared with {@link Lacks}. After each test no connection is open. JUnit makes one instance for
 * each test.
 */
@Timeout(30)
@ExtendWith(ContractReport.class)
public abstract class ChatModelContract
        implements ExactlyOneEnd,
                ErrorsAreErrors,
                FourTimeouts,
                CancelWorks,
                Retries,
                ToolCallsComeOutRight,
                NothingIsDropped,
                ThinkingIsApart,
                MemoryIsBounded,
                BackPressure,
                SecretsStaySecret,
                Connections,
                ThreadsAtHome,
                Offered,
                HostsTell,
                VectorsToo {
    private final @Nullable Wire wire;
    private @Nullable Stage stage;

    /** For backends with a server. */
    protected ChatModelContract(Wire wire) {
        this.wire = wire;
    }

    /** For backends without a server, which declare {@code @Lacks(Feature.SERVER)}. */
    protected ChatModelContract() {
        this.wire = null;
    }

    /**
     * Opens a host for one test, which closes it.
     *
     * @param settings how it should be; its time limits come with each request
     */
    protected abstract ModelHost open(HostSettings settings);

    /** The name of the model that the tests ask. */
    protected String modelName() {
        return Stage.MODEL;
    }

    /** The name of the model that the tests ask for embeddings. */
    protected String embeddingModelName() {
        return modelName();
    }

    @BeforeEach
    final void setTheStage() {
        stage = new Stage(wire, modelName(), embeddingModelName(), this::open);
    }

    @AfterEach
    final void clearTheStage() {
        stage().close();
    }

    @Override
    public final Stage stage() {
        if (stage == null) {
            throw new IllegalStateException("no test is running");
        }
        return stage;
    }
}
