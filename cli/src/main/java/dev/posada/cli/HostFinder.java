// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.DiscoveredHost;
import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.ModelHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the hosts that the user names and finds those that run here. */
final class HostFinder {
    /** Names the host where the command line does not. */
    static final String VARIABLE = "POSADA_HOST";

    private final Surroundings surroundings;

    HostFinder(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The host of {@code --host} or the environment.
     *
     * @throws IllegalArgumentException if it can't be understood
     */
    Optional<ModelHost> named(HostOptions options) {
        return Optional.ofNullable(options.uri)
                .or(() -> surroundings.environment().get(VARIABLE))
                .map(text -> open(text, options));
    }

    /** The servers that run here, without the demo model, which is no server. */
    List<DiscoveredHost> discover() {
        return surroundings.servers().discover().stream()
                .filter(host -> !host.uri().startsWith("embedded:"))
                .toList();
    }

    /**
     * The host that the user named, else the first that runs here, else the demo, which is told.
     *
     * @throws IllegalArgumentException if what the user named can't be understood
     */
    ModelHost namedOrFirst(HostOptions options) {
        return named(options).or(() -> first(options)).orElseGet(() -> {
            surroundings.notices().say("No model server found here; this is the built-in demo.");
            return demo(options);
        });
    }

    /**
     * The host that the user named, else the first that runs here.
     *
     * @throws HostUnavailableException if there is neither
     */
    ModelHost namedOrRunning(HostOptions options) {
        return named(options).or(() -> first(options)).orElseThrow(HostFinder::nothingRuns);
    }

    private Optional<ModelHost> first(HostOptions options) {
        List<DiscoveredHost> found = discover();
        if (found.size() > 1) {
            surroundings.notices().say("Using " + found.get(0).uri() + "; --host chooses another.");
        }
        return found.stream().findFirst().map(host -> open(host, options));
    }

    private static HostUnavailableException nothingRuns() {
        return new HostUnavailableException(
                HostUnavailableException.Reason.REFUSED,
                "No model server found on this machine. Start one, such as Ollama (https://ollama.com), or name one"
                        + " elsewhere with --host.",
                ErrorDetails.none(),
                null);
    }

    ModelHost open(DiscoveredHost host, HostOptions options) {
        return open(host.uri(), options);
    }

    ModelHost demo(HostOptions options) {
        return open(HostAddress.DEMO, options);
    }

    /** A host by what the user wrote: a host URI, or the address of a server, which is asked what it is. */
    ModelHost open(String text, HostOptions options) {
        Map<String, String> settings = options.asUriOptions();
        String uri = HostAddress.isWebAddress(text) ? detect(text).uri() : text;
        return ModelHost.open(HostAddress.uri(uri, settings));
    }

    /**
     * What the server at an address is.
     *
     * @throws IllegalArgumentException if it is nothing that is known here
     */
    DiscoveredHost detect(String address) {
        return surroundings
                .servers()
                .detect(address)
                .orElseThrow(() -> new IllegalArgumentException("The server at " + address
                        + " answers, but as none of the kinds that are known here. If you know what it is, put the kind"
                        + " in front, as in " + HostAddress.example(address) + "."));
    }
}
