// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The backends on the class path. */
final class HostProviders {
    private static final Duration DETECTION_LIMIT = Duration.ofSeconds(1);

    /** Which module to add for a scheme that no module on the class path knows. */
    private static final Map<String, String> MODULES = Map.of(
            "ollama", "sdk-ollama",
            "llamacpp", "sdk-llamacpp",
            "lmstudio", "sdk-lmstudio",
            "openai", "sdk-openai-compatible",
            "bedrock", "sdk-bedrock",
            "embedded", "sdk-embedded");

    private HostProviders() {}

    static ModelHost open(HostUri uri) {
        return open(uri, load(), Environment.system());
    }

    static ModelHost open(HostUri uri, List<HostProvider> providers, Environment environment) {
        for (HostProvider provider : providers) {
            if (provider.scheme().equals(uri.scheme())) {
                return provider.open(uri, environment);
            }
        }
        throw new IllegalArgumentException(unknownScheme(uri, providers));
    }

    private static String unknownScheme(HostUri uri, List<HostProvider> providers) {
        String known =
                providers.stream().map(HostProvider::scheme).sorted().toList().toString();
        if (uri.scheme().equals("http") || uri.scheme().equals("https")) {
            String example =
                    uri.toString().replaceFirst("^https:", "openai+https:").replaceFirst("^http:", "openai:");
            return uri + " is the address of a server, not a host URI: it does not say which kind of server that is."
                    + " Write it as, for example, " + example + ", or let ModelHost.detect find out. Known here: "
                    + known
                    + ".";
        }
        String module = MODULES.get(uri.scheme());
        return module == null
                ? "No backend knows the scheme \"" + uri.scheme() + "\" of the host URI " + uri + ". Known here: "
                        + known + "."
                : "The backend for " + uri.scheme() + " is not on the class path: add the dependency dev.posada:"
                        + module + ". Known here: " + known + ".";
    }

    static List<DiscoveredHost> discover() {
        return detection().discover();
    }

    static Optional<DiscoveredHost> detect(String url) {
        return detection().detect(ServerAddress.parse(url));
    }

    private static HostDetection detection() {
        return new HostDetection(load(), Environment.system(), DETECTION_LIMIT);
    }

    private static List<HostProvider> load() {
        List<HostProvider> providers = new ArrayList<>();
        ServiceLoader.load(HostProvider.class, HostProvider.class.getClassLoader())
                .forEach(providers::add);
        return providers;
    }
}
