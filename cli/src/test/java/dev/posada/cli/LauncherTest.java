// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The {@code posada} script, with stand-ins for Maven and Java that note how they were called. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "$PWD: $*" >>"$TRACES/maven"
            echo 'Maven speaks'
            [ -z "$SLOW" ] || sleep 1
            [ -z "$BROKEN" ] || exit 1
            echo jar >cli/target/posada.jar
            """;
    private static final String JAVA = """
            #!/bin/sh
            for argument; do
              case $argument in
                -XX:DumpLoadedClassList=*) echo classes >"${argument#*=}" ;;
                -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
                -Xshare:dump) dump=yes ;;
              esac
            done
            [ -z "$dump" ] || echo classes >"$archive"
            case "$*" in *Rehearsal*|*-Xshare:dump*) exit ;; esac
            while [ "$1" != -jar ]; do echo "$1" >>"$TRACES/flags"; shift; done
            shift 2
            for argument; do echo "<$argument>"; done
            """;

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private Path clone;
    private Path javaHome;

    private record Result(int exitCode, String output, String error) {}

    @BeforeEach
    void setUpAClone() throws IOException {
        clone = Files.createDirectories(folder.resolve("a clone"));
        Files.copy(Path.of("..", "posada"), clone.resolve("posada"));
        Files.writeString(clone.resolve("pom.xml"), "");
        Files.createDirectories(clone.resolve("cli/src/main"));
        Files.writeString(clone.resolve("cli/src/main/A.java"), "");
        javaHome = javaHome("17.0.1");
        executable(folder.resolve("bin/mvn"), MAVEN);
        variables.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        variables.put("JAVA_HOME", javaHome.toString());
        variables.put("TRACES", folder.toString());
    }

    @Test
    void buildsOnFirstUseAndSaysSoInOneLine() throws Exception {
        Result result = posada("ask", "Why?");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isEqualTo("<ask>\n<Why?>\n");
        assertThat(result.error()).isEqualTo("Building posada (first use, about a minute)...\n");
        assertThat(traces("maven"))
                .containsExactly(clone.toRealPath() + ": -B -q -Pquick -DskipTests package -pl cli -am");
    }

    @Test
    void startsAtOnceAfterwardsFromTheArchiveOfItsClasses() throws Exception {
        posada("ask", "Why?");
        Files.delete(folder.resolve("flags"));

        Result result = posada("ask", "Why?");

        assertThat(result).isEqualTo(new Result(0, "<ask>\n<Why?>\n", ""));
        assertThat(traces("maven")).hasSize(1);
        assertThat(traces("flags"))
                .contains("-XX:SharedArchiveFile=" + clone.toRealPath() + "/cli/target/posada-17.0.1.jsa");
    }

    @Test
    void buildsAgainWhenASourceHasChanged() throws Exception {
        posada("hosts");
        Files.setLastModifiedTime(
                clone.resolve("cli/target/posada.jar"), FileTime.from(Instant.parse("2000-01-01T00:00:00Z")));

        Result result = posada("hosts");

        assertThat(result.error()).isEqualTo("Building posada (its sources have changed)...\n");
        assertThat(traces("maven")).hasSize(2);
    }

    @Test
    void showsWhatMavenSaidWhenTheBuildFails() throws Exception {
        variables.put("BROKEN", "yes");

        Result result = posada("hosts");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).contains("Maven speaks\nposada: The build failed.");
        assertThat(clone.resolve("cli/target/posada.lock")).doesNotExist();
    }

    @Test
    void buildsOnceWhenTwoStartAtOnce() throws Exception {
        variables.put("SLOW", "yes");

        Process one = start(List.of(clone.resolve("posada").toString(), "hosts"));
        Process two = start(List.of(clone.resolve("posada").toString(), "hosts"));

        assertThat(List.of(result(one).output(), result(two).output())).containsOnly("<hosts>\n");
        assertThat(traces("maven")).hasSize(1);
    }

    @Test
    void takesOverTheLockOfABuildThatDied() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(clone.resolve("cli/target"));
        Files.createSymbolicLink(clone.resolve("cli/target/posada.lock"), Path.of(String.valueOf(dead.pid())));

        assertThat(posada("hosts").output()).isEqualTo("<hosts>\n");
    }

    @Test
    void worksThroughLinksAndFromAnywhere() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("my bin"));
        Files.createSymbolicLink(bin.resolve("p2"), Path.of("../a clone/posada"));
        Files.createSymbolicLink(bin.resolve("p"), Path.of("p2"));

        Result result = result(start(List.of(
                "sh", "-c", "cd / && exec \"$0\" hosts", bin.resolve("p").toString())));

        assertThat(result.output()).isEqualTo("<hosts>\n");
    }

    @Test
    void handsItsArgumentsOnAsTheyAre() throws Exception {
        assertThat(posada("ask", "a  b", "", "*", "$HOME", "-x").output())
                .isEqualTo("<ask>\n<a  b>\n<>\n<*>\n<$HOME>\n<-x>\n");
    }

    @Test
    void handsTheUsersSettingsToMaven() throws Exception {
        variables.put("MAVEN_ARGS", "-o -s mine.xml");

        posada("hosts");

        assertThat(traces("maven").get(0)).endsWith(": -o -s mine.xml -B -q -Pquick -DskipTests package -pl cli -am");
    }

    @Test
    void findsJavaOnThePathThroughLinks() throws Exception {
        variables.remove("JAVA_HOME");
        Files.createSymbolicLink(folder.resolve("bin/java"), javaHome.resolve("bin/java"));

        assertThat(posada("hosts").output()).isEqualTo("<hosts>\n");
    }

    @Test
    void refusesAJavaThatIsTooOld() throws Exception {
        variables.put("JAVA_HOME", javaHome("11.0.2").toString());

        Result result = posada("hosts");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).contains("Java 17 or newer is needed").contains("is Java 11.0.2");
        assertThat(folder.resolve("maven")).doesNotExist();
    }

    @Test
    void refusesAJavaHomeWithoutJava() throws Exception {
        variables.put("JAVA_HOME", "/no/such/java");

        assertThat(posada("hosts").error())
                .isEqualTo("posada: JAVA_HOME is /no/such/java, but there is no bin/java in it.\n");
    }

    @Test
    void asksForACompilerBeforeItBuilds() throws Exception {
        Files.delete(javaHome.resolve("bin/javac"));

        assertThat(posada("hosts").error()).contains("has no compiler");
    }

    private Path javaHome(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("java " + version));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(home.resolve("bin/java"), JAVA);
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> traces(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    private Result posada(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(clone.resolve("posada").toString()));
        line.addAll(List.of(arguments));
        return result(start(line));
    }

    private Process start(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "MAVEN_ARGS", "POSADA_JAVA_OPTS"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static Result result(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output, error);
    }
}
