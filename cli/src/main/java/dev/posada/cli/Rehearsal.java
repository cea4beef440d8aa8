// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.spi.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Runs the usual commands without anybody watching, so that the JVM can keep the classes that they load in an archive for
 * later starts. Whether the commands succeed does not matter.
 */
final class Rehearsal {
    private static final String ANSWER = """
            HTTP/1.1 200 OK
            Content-Type: application/x-ndjson
            Connection: close

            {"model":"m","message":{"role":"assistant","content":"Hi"},"done":false}
            {"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","eval_count":1}
            """;

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        perform("--version");
        perform("ask", "--help");
        perform("hosts");
        perform("ask", "--json", "--nonsense");
        perform("ask", "--host", HostAddress.DEMO, "Hello!");
        perform("ask", "--host", HostAddress.DEMO, "--json", "Hello!");
        perform("models", "--host", HostAddress.DEMO);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread stage = new Thread(() -> answerOnce(server), "posada-rehearsal");
            stage.setDaemon(true);
            stage.start();
            perform(
                    "ask",
                    "--host",
                    "ollama://127.0.0.1:" + server.getLocalPort() + "/m?retries=0&totalTimeout=10s",
                    "Hello!");
        }
    }

    private static void perform(String... arguments) {
        Surroundings nobody = new Surroundings(
                new StandardInput(InputStream.nullInputStream(), false),
                new Output(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new Notices(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                Terminals.none(),
                Environment.of(Map.of()),
                ServerSearch.real(),
                Interruption.ofThisThread());
        Posada.run(nobody, arguments);
    }

    /** Plays the part of an Ollama server. */
    private static void answerOnce(ServerSocket server) {
        try (Socket caller = server.accept()) {
            caller.getInputStream().read(new byte[8192]);
            caller.getOutputStream().write(ANSWER.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("The rehearsal of a call failed.", e);
        }
    }
}
