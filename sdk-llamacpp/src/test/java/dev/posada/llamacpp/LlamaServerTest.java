// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.posada.AuthenticationException;
import dev.posada.CancelledException;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each test runs a real process, a stand-in for llama-server. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
@Timeout(60)
class LlamaServerTest {
    @TempDir
    Path folder;

    private LlamaServer.Builder builder;

    @BeforeEach
    void prepare() throws IOException {
        builder = LlamaServer.builder().executable(FakeLlamaServer.program(folder));
    }

    @AfterEach
    void noServerIsLeft() {
        assertThat(ProcessHandle.current().descendants().filter(LlamaServerTest::isOurs))
                .isEmpty();
    }

    private static boolean isOurs(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .commandLine()
                        .filter(line -> line.contains("FakeLlamaServer"))
                        .isPresent();
    }

    /** The log up to the line with which the server tells that it listens; what reads it may be behind. */
    private static List<String> logOf(LlamaServer server) {
        List<String> log = server.log();
        while (log.stream().noneMatch(line -> line.contains("server is listening"))) {
            log = server.log();
        }
        return log;
    }

    @Test
    void handsOutAHostThatAnswers() {
        try (LlamaServer server = builder.start()) {
            assertThat(server.host().api().tokenize("a b c")).containsExactly(1, 2, 3);
            assertThat(server.host().uri().toString()).matches("llamacpp://127\\.0\\.0\\.1:\\d+");
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void waitsWhileTheServerLoadsItsModel() {
        try (LlamaServer server = builder.arguments("--fake-loading", "3").start()) {
            assertThat(server.host().health().isUp()).isTrue();
        }
    }

    @Test
    void givesTheServerWhatItWasToldTo() throws IOException {
        Path model = Files.writeString(folder.resolve("tiny.gguf"), "GGUF");

        try (LlamaServer server = builder.model(model)
                .contextWindow(4096)
                .slots(2)
                .metrics()
                .arguments("--jinja")
                .environment("MARK", "here")
                .start()) {
            String log = String.join("\n", logOf(server));

            assertThat(log)
                    .contains("--host, 127.0.0.1, --port, ")
                    .contains("-m, " + model + ", -c, 4096, -np, 2, --metrics, --jinja")
                    .contains("MARK=here");
        }
    }

    @Test
    void keepsOthersOutWithAKeyThatShowsNowhere() {
        List<String> key = new ArrayList<>();

        try (LlamaServer server = builder.apiKey("sesame-0123456789").start();
                LlamaCpp stranger = LlamaCpp.at(server.host().url())) {
            key.addAll(logOf(server));
            key.add(server.toString());
            key.add(server.process().info().commandLine().orElse(""));

            assertThatThrownBy(() -> stranger.api().tokenize("a")).isInstanceOf(AuthenticationException.class);
        }

        assertThat(String.join("\n", key))
                .contains("key in the environment: true")
                .doesNotContain("sesame");
    }

    @Test
    void letsEverybodyInWhenToldTo() {
        try (LlamaServer server = builder.withoutApiKey().start();
                LlamaCpp stranger = LlamaCpp.at(server.host().url())) {
            assertThat(stranger.api().tokenize("a")).isNotEmpty();
        }
    }

    @Test
    void quotesTheLastWordsOfAServerThatDiesEarlyButNotItsKey() {
        builder.apiKey("sesame-0123456789").arguments("--fake-exit", "3");

        assertThatThrownBy(() -> builder.start())
                .isInstanceOfSatisfying(HostUnavailableException.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
                    assertThat(failure.isRetryable()).isFalse();
                })
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("failed to load model with key ***");
    }

    @Test
    void tellsOfAProgramThatIsNone() throws IOException {
        Path program = folder.resolve("llama-server");
        Files.writeString(program, "\u0000not a program");

        assertThatThrownBy(() -> builder.executable(program).start())
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining(program.toString());
    }

    @Test
    void triesAnotherPortWhenSomebodyWasFaster() throws IOException {
        Path left = Files.writeString(folder.resolve("left"), "1");
        AtomicInteger picks = new AtomicInteger();
        PortPicker free = builder.ports;
        builder.ports = () -> {
            picks.incrementAndGet();
            return free.pick();
        };

        try (LlamaServer server =
                builder.arguments("--fake-taken", left.toString()).start()) {
            assertThat(server.host().health().isUp()).isTrue();
            assertThat(picks).hasValue(2);
        }
    }

    @Test
    void givesUpAfterThreePorts() throws IOException {
        Path left = Files.writeString(folder.resolve("left"), "5");

        assertThatThrownBy(
                        () -> builder.arguments("--fake-taken", left.toString()).start())
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("couldn't bind");
        assertThat(left).hasContent("2");
    }

    @Test
    void triesNoOtherPortThanTheOneAskedFor() throws IOException {
        Path left = Files.writeString(folder.resolve("left"), "5");
        int port = PortPicker.free().pick();

        assertThatThrownBy(() -> builder.port(port)
                        .arguments("--fake-taken", left.toString())
                        .start())
                .hasMessageContaining("port: " + port);
        assertThat(left).hasContent("4");
    }

    @Test
    void doesNotTakeAnotherServerForItsOwn() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] body = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        int taken = other.getAddress().getPort();
        AtomicInteger picks = new AtomicInteger();
        PortPicker free = builder.ports;
        builder.ports = () -> picks.getAndIncrement() == 0 ? taken : free.pick();

        try (LlamaServer server =
                builder.arguments("--fake-deaf-at", Integer.toString(taken)).start()) {
            assertThat(server.host().uri().getPort()).isNotEqualTo(taken);
            assertThat(server.host().api().tokenize("a")).isNotEmpty();
        } finally {
            other.stop(0);
        }
    }

    @Test
    void endsTheServerWhenClosed() {
        LlamaServer server = builder.start();

        server.close();
        server.close();

        assertThat(server.isAlive()).isFalse();
        assertThat(server.process().isAlive()).isFalse();
    }

    @Test
    void killsAServerThatDoesNotEndWhenAsked() {
        LlamaServer server = builder.arguments("--fake-stubborn")
                .stopTimeout(Duration.ofMillis(200))
                .start();

        server.close();

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void givesUpOnAServerThatTakesTooLongAndEndsIt() {
        builder.arguments("--fake-never-ready").startTimeout(Duration.ofMillis(1500));

        assertThatThrownBy(() -> builder.start())
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.LOADING))
                .hasMessageContaining("startTimeout");
    }

    @Test
    void endsTheServerWhenTheStartIsInterrupted() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                builder.arguments("--fake-never-ready").start();
            } catch (Throwable e) {
                flag.complete(Thread.currentThread().isInterrupted());
                failure.complete(e);
            }
        });
        thread.start();
        while (ProcessHandle.current().descendants().noneMatch(LlamaServerTest::isOurs)) {
            Thread.onSpinWait();
        }

        thread.interrupt();

        assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
        assertThat(flag).isCompletedWithValue(true);
        thread.join();
    }

    @Test
    void readsTheLogSoThatTheServerNeverWaitsAndKeepsTheEnd() {
        try (LlamaServer server =
                builder.arguments("--fake-noise", "100000").logLines(50).start()) {
            assertThat(logOf(server)).hasSizeLessThanOrEqualTo(51).contains("x".repeat(99));
        }
    }

    @Test
    void refusesAModelThatIsNotThere() {
        assertThatThrownBy(() -> LlamaServer.builder(folder.resolve("none.gguf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.gguf");
    }

    @Test
    void endsTheServerWithAJvmThatExits() throws Exception {
        Process jvm = jvmWithAServer();
        ProcessHandle server = serverOf(jvm);

        jvm.getOutputStream().close();

        assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.onExit()).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void endsTheServerWithAJvmThatIsKilled() throws Exception {
        Process jvm = jvmWithAServer();
        ProcessHandle server = serverOf(jvm);

        jvm.destroyForcibly();

        assertThat(server.onExit()).succeedsWithin(Duration.ofSeconds(20));
    }

    private Process jvmWithAServer() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LlamaServerInAJvm.class.getName(),
                        folder.resolve("llama-server").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle serverOf(Process jvm) throws IOException {
        String pid = jvm.inputReader().readLine();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
