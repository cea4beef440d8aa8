// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which host, and how patiently. */
final class HostOptions {
    @Option(
            names = "--host",
            paramLabel = "URI",
            description = {
                "The host, as in ollama://localhost:11434 or ollama+https://gpu.example.org/qwen3:8b; or the address of a",
                "server, as in http://localhost:1234, which is asked what it is.",
                "Default: POSADA_HOST, else the first that \"posada hosts\" finds, else the demo model."
            })
    @Nullable
    String uri;

    @Option(names = "--connect-timeout", paramLabel = "TIME", description = "For reaching the host. Default: 5s.")
    @Nullable
    String connectTimeout;

    @Option(
            names = "--first-token-timeout",
            paramLabel = "TIME",
            description = "Until the answer begins. Default: 2m. 0s means no limit.")
    @Nullable
    String firstTokenTimeout;

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            description = "For silence in the middle of an answer. Default: 60s.")
    @Nullable
    String idleTimeout;

    @Option(names = "--total-timeout", paramLabel = "TIME", description = "For the whole answer. Default: no limit.")
    @Nullable
    String totalTimeout;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Tries after the first one, for failures that may pass. Default: 2.")
    @Nullable
    Integer retries;

    /** The settings as options of a host URI, which is where the host reads them. */
    Map<String, String> asUriOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "connectTimeout", connectTimeout);
        put(options, "firstTokenTimeout", firstTokenTimeout);
        put(options, "idleTimeout", idleTimeout);
        put(options, "totalTimeout", totalTimeout);
        put(options, "retries", retries == null ? null : retries.toString());
        return options;
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }
}
