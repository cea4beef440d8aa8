// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A place that serves models: one Ollama server, one llama-server, one LM Studio, Amazon Bedrock in one region, this JVM.
 *
 * <pre>{@code
 * try (ModelHost host = ModelHost.open("ollama://localhost")) {
 *     System.out.println(host.chatModel("llama3.2").chat("Why is the sky blue?").text());
 * }
 * }</pre>
 *
 * <p>A host owns connections, credentials and time limits; the models that it hands out are light views that share them.
 * Opening a host does not connect. All hosts are thread-safe. Closing one ends its connections; calls that still run end
 * with a {@link PosadaException}.
 */
public interface ModelHost extends AutoCloseable {
    /** Where the host is, as a host URI without secrets, such as {@code ollama://localhost:11434}. */
    URI uri();

    /** The model that the host's URI or configuration names, if it names one. */
    default Optional<String> defaultModel() {
        return Optional.empty();
    }

    /** A chat model of this host. Does not ask the host whether it has it. */
    ChatModel chatModel(String name);

    /**
     * A model that turns text into vectors.
     *
     * @throws UnsupportedFeatureException if the host has none
     */
    default EmbeddingModel embeddingModel(String name) {
        throw Unsupported.feature(this, name, "has no embedding models");
    }

    /**
     * A model that continues a text without a chat template around it.
     *
     * @throws UnsupportedFeatureException if the host has none
     */
    default CompletionModel completionModel(String name) {
        throw Unsupported.feature(this, name, "has no raw completion");
    }

    /**
     * A model that orders documents by how well they answer a question.
     *
     * @throws UnsupportedFeatureException if the host has none
     */
    default RerankModel rerankModel(String name) {
        throw Unsupported.feature(this, name, "has no rerank models");
    }

    /**
     * Asks the host which models it has.
     *
     * @throws PosadaException if the host can't be asked
     */
    List<ModelInfo> models();

    /**
     * Asks the host what it knows of a model: its capabilities, its context window.
     *
     * @throws ModelNotFoundException if the host has no such model
     * @throws PosadaException if the host can't be asked
     */
    ModelInfo model(String name);

    /** What the host lets one do to its models; empty where it lets one do nothing. */
    default Optional<ModelLibrary> library() {
        return Optional.empty();
    }

    /** Asks the host how it is. Does not throw for a host that can't be reached: that is an answer, too. */
    HostHealth health();

    /** Ends the host's connections. Does not throw; may be called again. */
    @Override
    void close();

    /**
     * Opens the host that a URI names: {@code scheme://authority/model?option=value}. The scheme tells the backend, whose
     * module must be on the class path; {@code +https} after the scheme means TLS. Keys never stand in a URI.
     *
     * @throws IllegalArgumentException if the URI can't be understood, or no module for its scheme is there; the message
     *     says what to do
     */
    static ModelHost open(String uri) {
        return HostProviders.open(HostUri.parse(uri));
    }

    /** Opens the host that a URI names; as {@link #open(String)}. */
    static ModelHost open(URI uri) {
        return open(uri.toString());
    }

    /**
     * Looks for hosts on this machine, at the usual addresses of the backends on the class path, all at once and for about a
     * second at most. The servers see a few GETs without a key.
     *
     * @return what was found, in no particular order of merit but always the same; empty if nothing runs here
     */
    static List<DiscoveredHost> discover() {
        return HostProviders.discover();
    }

    /**
     * Asks a server which kind it is, for about a second at most. The backends on the class path are asked whether they know
     * it, and the surest of them counts: a server that says it is LM Studio is one, although it speaks the OpenAI wire, too.
     * The server sees a few GETs without a key.
     *
     * @param url its address, such as {@code http://localhost:1234}
     * @return what was found, whose {@link DiscoveredHost#uri()} opens it; empty if no backend here knows such a server
     * @throws HostUnavailableException if nothing answers there
     * @throws TimeoutException if nothing answers there in time
     * @throws AuthenticationException if it does not even tell its kind without a key
     * @throws IllegalArgumentException if the address can't be understood
     */
    static Optional<DiscoveredHost> detect(String url) {
        return HostProviders.detect(url);
    }
}
