// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.DiscoveredHost;
import dev.posada.spi.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the command in this JVM, with streams and surroundings of a test's own. */
final class CommandRun {
    private final Map<String, String> variables = new HashMap<>();
    private StandardInput input = new StandardInput(InputStream.nullInputStream(), false);
    private List<DiscoveredHost> hosts = List.of();
    private final Map<String, DiscoveredHost> servers = new HashMap<>();
    private Terminals terminals = Terminals.none();
    private Interruption interruption = Interruption.ofThisThread();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private OutputStream standardOutput = printed;

    /** Puts a server at an address that the command may ask for. */
    CommandRun where(String address, DiscoveredHost host) {
        servers.put(address, host);
        return this;
    }

    private final class Servers implements ServerSearch {
        @Override
        public List<DiscoveredHost> discover() {
            return hosts;
        }

        @Override
        public Optional<DiscoveredHost> detect(String address) {
            return Optional.ofNullable(servers.get(address));
        }
    }

    /** What came of it. */
    record Result(int exitCode, String output, String error) {}

    CommandRun pipingIn(String text) {
        return pipingIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    CommandRun pipingIn(InputStream stream) {
        input = new StandardInput(stream, true);
        return this;
    }

    CommandRun with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    CommandRun with(Interruption otherInterruption) {
        interruption = otherInterruption;
        return this;
    }

    CommandRun where(DiscoveredHost... found) {
        hosts = List.of(found);
        return this;
    }

    CommandRun onTerminals(Terminals which) {
        terminals = which;
        return this;
    }

    CommandRun printingTo(OutputStream stream) {
        standardOutput = stream;
        return this;
    }

    Result run(String... arguments) {
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                input,
                new Output(standardOutput, terminals.output(), StandardCharsets.UTF_8),
                new Notices(error, terminals.error(), StandardCharsets.UTF_8),
                terminals,
                Environment.of(variables),
                new Servers(),
                interruption);
        int exitCode = Posada.run(surroundings, arguments);
        return new Result(exitCode, printed.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }
}
