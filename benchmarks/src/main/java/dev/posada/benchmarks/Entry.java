// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One contestant with the class path that it needs on one wire.
 *
 * @param name how the tables call it
 * @param type its class
 * @param jars what its users have on the class path
 */
record Entry(String name, String type, List<Path> jars) {
    private static final List<String> OKHTTP_AND_JACKSON =
            List.of("okhttp-jvm-", "okio-jvm-", "kotlin-stdlib-", "annotations-", "jackson-core-");
    private static final List<String> CORE_AND_HTTP = List.of(
            "sdk-core-",
            "sdk-http-",
            "jackson-databind-",
            "jackson-annotations-",
            "jackson-datatype-",
            "jackson-module-",
            "jsonschema-generator-",
            "classmate-",
            "slf4j-api-",
            "jspecify-");

    static final String POSADA = "Posada";
    static final String HAND_WRITTEN = "hand-written";
    static final String RAW_SOCKET = "raw socket";

    /**
     * All that can be measured on a wire.
     *
     * @param libraries a folder per library, with a file {@code classpath} in it
     */
    static List<Entry> on(Wire wire, Path libraries) throws IOException {
        List<Entry> entries = new ArrayList<>();
        String backend = wire == Wire.OLLAMA ? "sdk-ollama-" : "sdk-openai-compatible-";
        List<String> posada = new ArrayList<>(OKHTTP_AND_JACKSON);
        posada.addAll(CORE_AND_HTTP);
        posada.add(backend);
        entries.add(new Entry(HAND_WRITTEN, HandWritten.class.getName(), own(OKHTTP_AND_JACKSON)));
        entries.add(new Entry(POSADA, PosadaContestant.class.getName(), own(posada)));
        entries.add(new Entry(RAW_SOCKET, RawSocket.class.getName(), List.of()));
        for (Library library : Library.values()) {
            Path classPath = libraries.resolve(library.folder()).resolve("target/classpath");
            if (library.speaks(wire) && Files.exists(classPath)) {
                entries.add(new Entry(library.title(), library.type(), library.jars(classPath, wire)));
            }
        }
        return entries;
    }

    /** The jars of this program that begin so. */
    private static List<Path> own(List<String> prefixes) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> prefixes.stream().anyMatch(path.getFileName().toString()::startsWith))
                .toList();
    }

    /** The class path of its JVM: what it needs, and the program around it. */
    String classPath() {
        List<String> all = new ArrayList<>();
        all.add(harness());
        jars.forEach(jar -> all.add(jar.toString()));
        return String.join(File.pathSeparator, all);
    }

    /** The classes of this program. */
    static String harness() {
        return Path.of(Entry.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    double megabytes() throws IOException {
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.isRegularFile(jar) ? Files.size(jar) : 0;
        }
        return bytes / 1e6;
    }
}
