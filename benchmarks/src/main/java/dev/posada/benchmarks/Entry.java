// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import dev.posada.bedrock.AwsSdkOnJdkClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One contestant with the class path that it needs on one wire.
 *
 * @param name how the tables call it
 * @param type its class
 * @param jars what its users have on the class path
 */
record Entry(String name, String type, List<Path> jars) {
    static final String POSADA = "Posada";
    static final String HAND_WRITTEN = "hand-written";
    static final String RAW_SOCKET = "raw socket";
    static final String AWS_SDK = "AWS SDK";
    static final String AWS_SDK_ON_JDK = "AWS SDK, JDK client";

    /** OkHttp and Jackson's streaming parser with what they need, in the versions that Posada takes. */
    private static final Pattern HAND_WRITTEN_JARS =
            Pattern.compile("(okhttp-jvm|okio-jvm|kotlin-stdlib|annotations|jackson-core)-\\d+\\.\\d+\\.?\\d*\\.jar");

    /** The jars whose versions are those of the contestants. */
    private static final Pattern MAIN_JARS = Pattern.compile(
            "(okhttp-jvm|jackson-core|langchain4j-ollama|langchain4j-open-ai|spring-ai-ollama|spring-ai-openai"
                    + "|openai-java|bedrockruntime|netty-nio-client)-(\\d.*)\\.jar");

    /**
     * All that can be measured on a wire. Class paths are those that Maven gives to a program with this one dependency.
     *
     * @param benchmarks the folder of this module, with a folder per library in it
     */
    static List<Entry> on(Wire wire, Path benchmarks) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<Path> posada = moduleWithAllItNeeds(benchmarks.resolveSibling(module(wire)));
        List<Path> handWritten = jars(benchmarks).stream()
                .filter(jar ->
                        HAND_WRITTEN_JARS.matcher(jar.getFileName().toString()).matches()
                                && !jar.toString().contains("awssdk"))
                .toList();
        entries.add(new Entry(POSADA, PosadaContestant.class.getName(), posada));
        entries.add(new Entry(HAND_WRITTEN, HandWritten.class.getName(), handWritten));
        entries.add(new Entry(RAW_SOCKET, RawSocket.class.getName(), List.of()));
        if (wire == Wire.BEDROCK) {
            entries.add(new Entry(AWS_SDK_ON_JDK, AwsSdkOnJdkClient.class.getName(), posada));
        }
        for (Library library : Library.values()) {
            Path classPath = benchmarks.resolve(library.folder()).resolve("target/classpath-" + wire.id());
            if (Files.exists(classPath)) {
                entries.add(new Entry(library.title(), library.type(), Library.jars(classPath)));
            }
        }
        return entries;
    }

    private static String module(Wire wire) {
        return switch (wire) {
            case OLLAMA -> "sdk-ollama";
            case OPENAI -> "sdk-openai-compatible";
            case BEDROCK -> "sdk-bedrock";
        };
    }

    private static List<Path> moduleWithAllItNeeds(Path module) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> own =
                Files.newDirectoryStream(module.resolve("target/quick"), module.getFileName() + "-*.jar")) {
            own.forEach(jars::add);
        }
        jars.addAll(jars(module));
        return jars;
    }

    /** What Maven has found that the module needs. */
    private static List<Path> jars(Path module) throws IOException {
        String classPath = Files.readString(module.resolve("target/classpath")).strip();
        return Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
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

    /** Its name, and the versions of what it is made of. */
    String versions() {
        List<String> found = jars.stream()
                .map(jar -> MAIN_JARS.matcher(jar.getFileName().toString()))
                .filter(Matcher::matches)
                .filter(jar -> name.equals(HAND_WRITTEN) || !jar.group(1).matches("okhttp-jvm|jackson-core"))
                .map(jar -> jar.group(1) + " " + jar.group(2))
                .toList();
        return found.isEmpty() ? name : name + " (" + String.join(", ", found) + ")";
    }

    double megabytes() throws IOException {
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.isRegularFile(jar) ? Files.size(jar) : 0;
        }
        return bytes / 1e6;
    }
}
