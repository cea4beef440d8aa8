// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import dev.posada.spi.Recognition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens {@code llamacpp://} URIs and recognises llama-server. Made by {@link java.util.ServiceLoader}. Thread-safe. */
public final class LlamaCppProvider implements HostProvider {
    /** The port since 2023, and the one that newer versions are to move to. */
    private static final List<String> ADDRESSES = List.of("http://localhost:8080", "http://localhost:9931");

    /** A provider; for {@link java.util.ServiceLoader}. */
    public LlamaCppProvider() {}

    @Override
    public String scheme() {
        return LlamaCpp.SCHEME;
    }

    @Override
    public ModelHost open(HostUri uri, Environment environment) {
        return LlamaCpp.open(uri, environment);
    }

    @Override
    public List<String> usualAddresses(Environment environment) {
        return ADDRESSES;
    }

    @Override
    public Optional<Recognition> recognise(String url, Environment environment, Duration limit) {
        return LlamaCppRecognition.of(url, limit);
    }
}
