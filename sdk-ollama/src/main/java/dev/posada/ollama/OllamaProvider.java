// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.AuthenticationException;
import dev.posada.CallPolicy;
import dev.posada.DiscoveredHost;
import dev.posada.HostUnavailableException;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.TimeoutException;
import dev.posada.spi.Call;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import dev.posada.spi.Recognition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens hosts for URIs such as {@code ollama://localhost/llama3.2}. Programs use {@link ModelHost#open(String)}. */
public final class OllamaProvider implements HostProvider {
    /** For the service loader. */
    public OllamaProvider() {}

    @Override
    public String scheme() {
        return Ollama.SCHEME;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A URI without a machine, such as {@code ollama:///llama3.2}, means the server that {@code OLLAMA_HOST} names.
     */
    @Override
    public ModelHost open(HostUri uri, Environment environment) {
        return Ollama.open(uri, environment);
    }

    /** {@inheritDoc} A value of {@code OLLAMA_HOST} that is no address is left out: whoever opens the host is told. */
    @Override
    public List<String> usualAddresses(Environment environment) {
        try {
            String named = Ollama.localAddress(environment).url();
            String usual = OllamaAddress.USUAL.url();
            return named.equals(usual) ? List.of(usual) : List.of(named, usual);
        } catch (IllegalArgumentException e) {
            return List.of(OllamaAddress.USUAL.url());
        }
    }

    @Override
    public Optional<Recognition> recognise(String url, Environment environment, Duration limit) {
        try (Ollama ollama = Ollama.builder().url(url).build()) {
            CallPolicy policy = ollama.transport().policy();
            DiscoveredHost found = policy.timeouts(policy.timeouts().total(limit))
                    .retryPolicy(RetryPolicy.none())
                    .run(call -> describe(ollama.uri().toString(), ollama.server(), call));
            return Optional.of(new Recognition(Recognition.Certainty.LIKELY, found));
        } catch (AuthenticationException | TimeoutException e) {
            throw e;
        } catch (HostUnavailableException e) {
            if (e.status().isEmpty()) {
                throw e; // nothing answered, not even with an error
            }
            return Optional.empty();
        } catch (PosadaException e) {
            return Optional.empty();
        }
    }

    /** Only servers of this kind, and those that imitate them, tell a version there; what else they tell is a bonus. */
    private static DiscoveredHost describe(String uri, OllamaServer server, Call call) {
        String version = server.version(call);
        List<String> models = List.of();
        List<String> loaded = List.of();
        boolean needsKey = false;
        try {
            models = names(server.list(call));
            loaded = names(server.running(call));
        } catch (AuthenticationException e) {
            needsKey = true;
        } catch (PosadaException e) {
            // A proxy may permit less than all, or time has run out: it is an Ollama server all the same.
        }
        return new DiscoveredHost(uri, "Ollama", version, models, loaded, needsKey);
    }

    private static List<String> names(List<ModelInfo> models) {
        return models.stream().map(ModelInfo::name).toList();
    }
}
