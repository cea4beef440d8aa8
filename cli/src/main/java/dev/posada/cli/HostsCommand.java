// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.posada.DiscoveredHost;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the model servers on this machine. */
@Command(
        name = "hosts",
        description =
                "Finds the model servers that run on this machine, at their usual addresses; or finds out what the servers"
                        + " at other addresses are.",
        footer = {"  posada hosts", "  posada hosts http://gpu-box:8080", "  posada hosts --json | jq -r .[0].uri"})
final class HostsCommand extends Subcommand {
    @Parameters(
            paramLabel = "ADDRESS",
            arity = "0..*",
            description = "The address of a server, as in http://gpu-box:8080.")
    List<String> addresses = List.of();

    HostsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run() {
        HostFinder hosts = new HostFinder(surroundings);
        List<DiscoveredHost> found = addresses.isEmpty()
                ? hosts.discover()
                : addresses.stream().map(hosts::detect).toList();
        Output output = surroundings.output();
        if (reporting.json) {
            output.printLine(json(found));
        } else if (found.isEmpty()) {
            surroundings
                    .notices()
                    .say(
                            "No model server found on this machine. Start one, such as Ollama (https://ollama.com), or name"
                                    + " one elsewhere with --host. Without one, the built-in demo model answers.");
        } else {
            output.print(table(found));
        }
        return ExitCode.ANSWERED;
    }

    private static String table(List<DiscoveredHost> hosts) {
        Table table = new Table("ADDRESS", "KIND", "VERSION", "MODELS", "LOADED", "KEY");
        for (DiscoveredHost host : hosts) {
            table.row(
                    host.uri(),
                    host.kind(),
                    host.version().orElse("-"),
                    names(host.models()),
                    names(host.loaded()),
                    host.needsKey() ? "needed" : "-");
        }
        return table.text();
    }

    private static String names(List<String> names) {
        if (names.isEmpty()) {
            return "-";
        }
        return names.size() <= 3
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 2)) + " and " + (names.size() - 2) + " more";
    }

    private static String json(List<DiscoveredHost> hosts) {
        return Json.text(json -> {
            json.writeStartArray();
            for (DiscoveredHost host : hosts) {
                writeHost(json, host);
            }
            json.writeEndArray();
        });
    }

    private static void writeHost(JsonGenerator json, DiscoveredHost host) throws IOException {
        json.writeStartObject();
        json.writeStringField("uri", host.uri());
        json.writeStringField("kind", host.kind());
        Json.optional(json, "version", host.version());
        Json.strings(json, "models", host.models());
        Json.strings(json, "loaded", host.loaded());
        json.writeBooleanField("needsKey", host.needsKey());
        json.writeEndObject();
    }
}
