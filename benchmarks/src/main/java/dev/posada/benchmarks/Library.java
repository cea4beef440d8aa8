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
    OPENAI_JAVA("openai-java", "openai-java", "dev.posada.benchmarks.openaijava.OpenAiJava"),
    AWS_SDK(Entry.AWS_SDK, "aws-sdk", "dev.posada.benchmarks.awssdk.AwsSdk");

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

    /** Its class path on a wire as Maven wrote it, and the class that drives it. */
    static List<Path> jars(Path classPath) throws IOException {
        Path classes = classPath.resolveSibling("quick").resolve("classes");
        Stream<Path> jars = Stream.of(Files.readString(classPath).strip().split(File.pathSeparator, -1))
                .map(Path::of);
        return Stream.concat(Stream.of(classes), jars).toList();
    }
}
