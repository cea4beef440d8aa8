// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.architecture;

import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The modules of this project as the rules see them. Those to come are named already, so that their first class is checked. */
final class Modules {
    /** Imported once, since reading the class files is the slow part. The test classes beside this one stay out. */
    static final JavaClasses MAIN_CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.posada");

    /** The packages that each module exports. */
    static final Map<String, List<String>> PACKAGES = Map.ofEntries(
            entry("sdk-core", List.of("dev.posada", "dev.posada.spi", "dev.posada.spi.json")),
            entry("sdk-http", List.of("dev.posada.http")),
            entry("sdk-openai-compatible", List.of("dev.posada.openai")),
            entry("sdk-ollama", List.of("dev.posada.ollama")),
            entry("sdk-llamacpp", List.of("dev.posada.llamacpp")),
            entry("sdk-lmstudio", List.of("dev.posada.lmstudio")),
            entry("sdk-bedrock", List.of("dev.posada.bedrock")),
            entry("sdk-embedded", List.of("dev.posada.embedded")),
            entry("sdk-langchain4j", List.of("dev.posada.langchain4j")),
            entry("sdk-testkit", List.of("dev.posada.testkit")),
            entry("cli", List.of("dev.posada.cli")),
            entry(
                    "examples",
                    List.of(
                            "dev.posada.examples",
                            "dev.posada.examples.backend",
                            "dev.posada.examples.hosts",
                            "dev.posada.examples.webchat")),
            entry("benchmarks", List.of("dev.posada.benchmarks")));

    /** What each published library may use of the others. A backend never sees a sibling. */
    static final Map<String, Set<String>> ALLOWED = Map.of(
            "sdk-core", Set.of(),
            "sdk-http", Set.of("sdk-core"),
            "sdk-openai-compatible", Set.of("sdk-core", "sdk-http"),
            "sdk-ollama", Set.of("sdk-core", "sdk-http"),
            "sdk-llamacpp", Set.of("sdk-core", "sdk-http", "sdk-openai-compatible"),
            "sdk-lmstudio", Set.of("sdk-core", "sdk-http", "sdk-openai-compatible"),
            "sdk-bedrock", Set.of("sdk-core"),
            "sdk-embedded", Set.of("sdk-core"),
            "sdk-langchain4j", Set.of("sdk-core"),
            "sdk-testkit", Set.of("sdk-core"));

    private Modules() {}

    static DescribedPredicate<JavaClass> in(String... modules) {
        Set<String> wanted = Set.of(modules);
        return DescribedPredicate.describe("of " + wanted, type -> wanted.contains(moduleOf(type)));
    }

    static String moduleOf(JavaClass type) {
        return PACKAGES.entrySet().stream()
                .filter(module -> module.getValue().contains(type.getPackageName()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("no module, but the package " + type.getPackageName());
    }
}
