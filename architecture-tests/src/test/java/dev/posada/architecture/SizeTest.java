// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What a program that talks to Ollama, and to nothing else, has to carry. */
class SizeTest {
    private static final long LIMIT = 6_500_000;

    /** All jars of the runtime class path of core, http and ollama, each by a class of it, with its size when last looked at. */
    private static final Map<String, Long> JARS = Map.ofEntries(
            Map.entry("dev.posada.ChatModel", 270_719L),
            Map.entry("dev.posada.http.HttpHostBuilder", 104_112L),
            Map.entry("dev.posada.ollama.Ollama", 101_299L),
            Map.entry("com.fasterxml.jackson.annotation.JsonProperty", 84_211L),
            Map.entry("com.fasterxml.jackson.core.JsonFactory", 599_548L),
            Map.entry("com.fasterxml.jackson.databind.ObjectMapper", 1_714_464L),
            Map.entry("com.fasterxml.classmate.ResolvedType", 68_899L),
            Map.entry("com.github.victools.jsonschema.generator.SchemaGenerator", 163_594L),
            Map.entry("dev.harrel.jsonschema.Validator", 206_980L),
            Map.entry("org.jspecify.annotations.Nullable", 3_064L),
            Map.entry("org.slf4j.Logger", 70_255L),
            Map.entry("okhttp3.OkHttpClient", 963_622L),
            Map.entry("okio.Buffer", 392_463L),
            Map.entry("kotlin.Unit", 1_724_058L));

    /** What the three modules' own poms may name; whatever else they name is missing above. */
    private static final List<String> KNOWN = List.of(
            "sdk-core",
            "sdk-http",
            "jspecify",
            "jackson-databind",
            "jsonschema-generator",
            "json-schema",
            "okhttp-jvm");

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");

    @Test
    void coreHttpAndOllamaFitIntoSixAndAHalfMegabytes() {
        Map<String, Long> sizes = JARS.keySet().stream()
                .collect(Collectors.toMap(name -> name, SizeTest::sizeOfJarWith, Long::sum, TreeMap::new));

        long total = sizes.values().stream().mapToLong(Long::longValue).sum();

        assertThat(total).as("what grew, in bytes: %s", growth(sizes)).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void noOtherLibraryHasCome() {
        Stream<String> named = Stream.of("sdk-core", "sdk-http", "sdk-ollama")
                .map(module -> read(Path.of("..", module, "pom.xml")))
                .flatMap(pom -> DEPENDENCY.matcher(pom).results())
                .map(MatchResult::group)
                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                .flatMap(dependency -> ARTIFACT.matcher(dependency).results().limit(1))
                .map(artifact -> artifact.group(1));

        assertThat(named).isSubsetOf(KNOWN);
    }

    private static Map<String, Long> growth(Map<String, Long> sizes) {
        return sizes.entrySet().stream()
                .filter(entry -> entry.getValue() > JARS.get(entry.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue() - JARS.get(entry.getKey()),
                        Long::sum,
                        TreeMap::new));
    }

    /** The jar's size, or about what the jar would have where the build has only made the classes yet. */
    private static long sizeOfJarWith(String className) {
        try {
            Path place = Path.of(Class.forName(className, false, SizeTest.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(place) ? zippedSizeOf(place) : Files.size(place);
        } catch (Exception e) {
            throw new IllegalStateException("Nobody knows the jar of " + className, e);
        }
    }

    private static long zippedSizeOf(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.size();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
