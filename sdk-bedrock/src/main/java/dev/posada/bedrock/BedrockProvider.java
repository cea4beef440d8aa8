// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;

/**
 * Opens hosts for URIs such as {@code bedrock://eu-central-1/openai.gpt-oss-20b-1:0}. Programs use
 * {@link ModelHost#open(String)}.
 */
public final class BedrockProvider implements HostProvider {
    /** For the service loader. */
    public BedrockProvider() {}

    @Override
    public String scheme() {
        return Bedrock.SCHEME;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The authority is the region. A URI without one, such as {@code bedrock:///openai.gpt-oss-20b-1:0}, means the region
     * that the AWS configuration names.
     */
    @Override
    public ModelHost open(HostUri uri, Environment environment) {
        return Bedrock.open(uri, environment);
    }
}
