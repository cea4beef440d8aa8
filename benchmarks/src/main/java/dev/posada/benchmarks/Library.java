// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A library that Java developers use today. Each is built by a module of its own, beside this one. */
enum Library {
    LANGCHAIN4J("LangChain4j", "langchain4j", "dev.posada.benchmarks.langchain4j.LangChain4j"),
    SPRING_AI("Spring AI", "spring-ai", "dev.posada.benchmarks.springai.SpringAi"),
    OPENAI_JAVA("openai-java", "openai-java", "dev.posada.benchmarks.openaijava.OpenAiJava");

    private final String title;
    private final String folder;
    private final String type;

    Library(String title, String folder, String type) {
        this.title = title;
        this.folder = folder;
        this.type = type;
    }

    String title() {
        return title;
    }

    String folder() {
        return folder;
    }

    String type() {
        return type;
    }

    boolean speaks(Wire wire) {
        return wire != Wire.BEDROCK && (this != OPENAI_JAVA || wire == Wire.OPENAI);
    }

    /** Its class path as Maven wrote it, and the class that drives it. */
    List<Path> jars(Path classPath, Wire wire) throws IOException {
        Path classes = classPath.resolveSibling("quick").resolve("classes");
        Stream<Path> jars = Stream.of(Files.readString(classPath).strip().split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(jar -> isNeeded(jar.getFileName().toString(), wire));
        return Stream.concat(Stream.of(classes), jars).toList();
    }

    private static boolean isNeeded(String jar, Wire wire) {
        boolean isOfOtherWire = jar.contains(wire == Wire.OLLAMA ? "-open-ai-" : "-ollama-");
        return !isOfOtherWire && !jar.startsWith("sdk-");
    }
}
