// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way from the command line to a socket that speaks Ollama, or fails to. */
@Timeout(60)
class OllamaServerTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n";
    private static final String FIRST =
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Blue\"},\"done\":false}\n";
    private static final String LAST =
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\".\"},\"done\":true,\"done_reason\":\"stop\","
                    + "\"prompt_eval_count\":31,\"eval_count\":2}\n";

    private final ServerSocket server = listen();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void anAnswerIsPrinted() {
        answer(HEAD + FIRST + LAST, false);

        assertThat(ask()).isEqualTo(new CommandRun.Result(0, "Blue.\n", ""));
    }

    @Test
    void anAnswerWithoutItsEndIsAFailureWithWhatHadCome() {
        answer(HEAD + FIRST, false);

        CommandRun.Result result = ask("--json");

        assertThat(result.exitCode()).isEqualTo(8);
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).contains("StreamInterruptedException").contains("\"partialText\":\"Blue\"");
    }

    @Test
    void aServerThatFallsSilentIsATimeout() {
        answer(HEAD + FIRST, true);

        CommandRun.Result result = ask("--idle-timeout", "200ms", "--json");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.error()).contains("\"phase\":\"idle\"").contains("\"partialText\":\"Blue\"");
    }

    @Test
    void aServerThatAsksToWaitLongIsQuoted() {
        answer("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nContent-Length: 2\r\n\r\n{}", false);

        CommandRun.Result result = ask("--json");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.error()).contains("\"status\":429").contains("\"retryAfterMs\":3600000");
    }

    @Test
    void anAddressWhereNothingListensIsAHostThatIsUnavailable() throws IOException {
        server.close();

        CommandRun.Result result = ask("--json");

        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(result.error()).contains("\"reason\":\"refused\"");
    }

    private CommandRun.Result ask(String... options) {
        String[] arguments = new String[options.length + 6];
        String host = "ollama://127.0.0.1:" + server.getLocalPort() + "/m";
        System.arraycopy(new String[] {"ask", "--host", host, "--retries", "0", "Why?"}, 0, arguments, 0, 6);
        System.arraycopy(options, 0, arguments, 6, options.length);
        return new CommandRun().run(arguments);
    }

    /** Answers one call so, and then holds the connection until the caller cuts it, or closes it. */
    private void answer(String response, boolean hold) {
        Thread thread = new Thread(() -> play(response, hold), "one-answer");
        thread.setDaemon(true);
        thread.start();
    }

    private void play(String response, boolean hold) {
        try (Socket caller = server.accept()) {
            caller.getInputStream().read(new byte[8192]);
            caller.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
            caller.getOutputStream().flush();
            while (hold && caller.getInputStream().read() >= 0) {
                // The caller goes when it has waited long enough.
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
