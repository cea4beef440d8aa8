// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import dev.posada.spi.Recognition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens hosts for URIs such as {@code openai://gpu-box:8000/Qwen/Qwen3-8B}. Programs use {@link ModelHost#open(String)}. */
public final class OpenAiProvider implements HostProvider {
    /** For the service loader. */
    public OpenAiProvider() {}

    @Override
    public String scheme() {
        return OpenAiCompatible.SCHEME;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Besides the common options there is {@code dialect}, with a name in lower case such as {@code vllm}.
     */
    @Override
    public ModelHost open(HostUri uri, Environment environment) {
        return OpenAiCompatible.open(uri, environment);
    }

    @Override
    public List<String> usualAddresses(Environment environment) {
        return OpenAiCompatible.usualAddresses();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Only vLLM and SGLang say what they are; any other server that lists models is an OpenAI-compatible one, if no other
     * backend knows it better.
     */
    @Override
    public Optional<Recognition> recognise(String url, Environment environment, Duration limit) {
        return OpenAiRecognition.of(url, limit);
    }
}
