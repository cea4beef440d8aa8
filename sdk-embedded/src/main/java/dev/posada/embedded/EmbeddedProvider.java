// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import java.nio.file.Path;
import java.util.Set;

/**
 * Opens {@code embedded://demo}, and {@code embedded://local?file=/models/tiny.gguf} for a model file. Programs use
 * {@link ModelHost#open(String)}.
 */
public final class EmbeddedProvider implements HostProvider {
    /** There is nothing to connect to, but URIs that are put together for any host may say how long that may take. */
    private static final Set<String> OPTIONS = Set.of(
            Embedded.FILE_OPTION, "connectTimeout", "firstTokenTimeout", "idleTimeout", "totalTimeout", "retries");

    /** For the service loader. */
    public EmbeddedProvider() {}

    @Override
    public String scheme() {
        return Embedded.SCHEME;
    }

    @Override
    public ModelHost open(HostUri uri, Environment environment) {
        uri.requireOptions(OPTIONS);
        boolean namesFile = uri.option(Embedded.FILE_OPTION).isPresent();
        boolean isDemo = uri.host().equals(Embedded.DEMO) && !namesFile;
        boolean isLocal = uri.host().equals(Embedded.LOCAL) && namesFile;
        if (uri.isTls() || uri.port().isPresent() || !(isDemo || isLocal)) {
            throw new IllegalArgumentException(
                    "The host URI " + uri + " names no embedded host; write embedded://demo, or"
                            + " embedded://local?file=/models/tiny.gguf for a model file.");
        }
        return uri.option(Embedded.FILE_OPTION)
                .map(file -> Embedded.load(Path.of(file), uri))
                .orElseGet(() -> Embedded.demo(uri));
    }
}
