// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.spi.Environment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the llama-server program. */
final class LlamaServerFinder {
    private static final List<String> NAMES = List.of("llama-server", "llama-server.exe");

    private LlamaServerFinder() {}

    /**
     * The program that {@code LLAMA_SERVER} names, else the first one on the path.
     *
     * @throws HostUnavailableException if there is none
     */
    static Path find(Environment environment) {
        Optional<String> named = environment.get("LLAMA_SERVER");
        if (named.isPresent()) {
            return requireProgram(Path.of(named.get()), "LLAMA_SERVER");
        }
        String path = environment.get("PATH").orElse("");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(Path.of(folder)::resolve))
                .filter(LlamaServerFinder::isProgram)
                .findFirst()
                .orElseThrow(
                        () -> unavailable(
                                "There is no llama-server on the PATH (" + path + "). Install llama.cpp, or say"
                                        + " where llama-server is: in the environment variable LLAMA_SERVER or with executable(…)."));
    }

    /**
     * The path again, if a program is there.
     *
     * @throws HostUnavailableException if there is none
     */
    static Path requireProgram(Path path, String where) {
        if (!isProgram(path)) {
            throw unavailable("There is no program at " + path + ", which " + where + " names as llama-server.");
        }
        return path;
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private static HostUnavailableException unavailable(String message) {
        return new HostUnavailableException(
                Reason.REFUSED, message, ErrorDetails.none().retryable(false), null);
    }
}
