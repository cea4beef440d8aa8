// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What GraalVM's native images are told of each module: the methods that it finds by name and the files that it reads. Providers
 * of hosts need no telling, since an image follows the service files that it knows the type of.
 */
class NativeImageTest {
    private static final Path ROOT = Path.of("..");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Modules for tests never become part of an image. */
    private static final Set<String> NEVER_IN_AN_IMAGE = Set.of("sdk-testkit", "examples", "benchmarks");

    private static final Set<String> OF_CLASS = Set.of("getMethod", "getDeclaredMethod", "forName");

    /** What lies beside the files that are read, for people. */
    private static final Set<String> FOR_PEOPLE = Set.of("MODEL_CARD.md", "posada-tiny-q8_0.gguf.sha256");

    @Test
    void isToldOfEveryModuleThatFindsMethodsByName() {
        Set<String> finding = Modules.MAIN_CLASSES.stream()
                .filter(type -> type.getAccessesFromSelf().stream().anyMatch(NativeImageTest::findsByName))
                .map(Modules::moduleOf)
                .filter(module -> !NEVER_IN_AN_IMAGE.contains(module))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told())
                .filteredOn(module -> metadata(module).has("reflection"))
                .containsExactlyInAnyOrderElementsOf(finding);
    }

    private static boolean findsByName(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean isMethod = owner.isEquivalentTo(Class.class) && OF_CLASS.contains(name);
        boolean isHandle = owner.getName().equals("java.lang.invoke.MethodHandles$Lookup") && name.startsWith("find");
        return isMethod || isHandle;
    }

    static List<String> told() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module ->
                            Files.exists(metadataOf(module.getFileName().toString())))
                    .map(module -> module.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("told")
    void isToldOfMethodsThatTheModuleNames(String module) throws ClassNotFoundException {
        for (JsonNode type : metadata(module).path("reflection")) {
            Class<?> owner = Class.forName(type.get("type").textValue());
            assertThat(owner.getPackageName()).startsWith("java.");
            for (JsonNode method : type.get("methods")) {
                assertThat(method.get("parameterTypes").isArray()).isTrue();
                assertThat(sourcesOf(module)).contains('"' + method.get("name").textValue() + '"');
            }
        }
    }

    @Test
    void isToldOfEveryFile() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 12)) {
            List<Path> untold = files.filter(file -> file.toString().contains("/src/main/resources/"))
                    .filter(Files::isRegularFile)
                    .filter(file -> !NEVER_IN_AN_IMAGE.contains(moduleOf(file)))
                    .filter(file -> !FOR_PEOPLE.contains(file.getFileName().toString()))
                    .filter(file -> !pathInJar(file).startsWith("META-INF/services/"))
                    .filter(file -> !pathInJar(file).startsWith("META-INF/native-image/"))
                    .filter(file -> !isTold(file))
                    .toList();

            assertThat(untold).isEmpty();
        }
    }

    private static boolean isTold(Path file) {
        for (JsonNode resource : metadata(moduleOf(file)).path("resources")) {
            String glob = "glob:" + resource.get("glob").textValue();
            if (FileSystems.getDefault().getPathMatcher(glob).matches(Path.of(pathInJar(file)))) {
                return true;
            }
        }
        return false;
    }

    private static String moduleOf(Path file) {
        return ROOT.relativize(file).getName(0).toString();
    }

    private static String pathInJar(Path file) {
        return ROOT.resolve(moduleOf(file))
                .resolve("src/main/resources")
                .relativize(file)
                .toString();
    }

    private static Path metadataOf(String module) {
        return ROOT.resolve(module)
                .resolve("src/main/resources/META-INF/native-image/dev.posada")
                .resolve(module)
                .resolve("reachability-metadata.json");
    }

    private static JsonNode metadata(String module) {
        Path file = metadataOf(module);
        try {
            return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sourcesOf(String module) {
        try (Stream<Path> sources = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            StringBuilder all = new StringBuilder();
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(source));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
