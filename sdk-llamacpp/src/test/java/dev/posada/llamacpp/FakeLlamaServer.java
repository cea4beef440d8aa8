// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that behaves like llama-server as far as starting and ending goes, and misbehaves when told to. */
final class FakeLlamaServer {
    private final List<String> arguments;
    private final AtomicInteger loading;

    private FakeLlamaServer(List<String> arguments) {
        this.arguments = arguments;
        this.loading = new AtomicInteger(Integer.parseInt(value("--fake-loading", "0")));
    }

    /** A program in a folder that runs this class. */
    static Path program(Path folder) throws IOException {
        Path program = folder.resolve("llama-server");
        String classes = Path.of(FakeLlamaServer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(program, """
                #!/bin/sh
                exec "%s" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "%s" %s "$@"
                """.formatted(java, classes, FakeLlamaServer.class.getName()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    public static void main(String[] arguments) throws Exception {
        new FakeLlamaServer(List.of(arguments)).run();
    }

    private void run() throws Exception {
        System.out.println("arguments: " + arguments);
        System.out.println("key in the environment: " + (System.getenv("LLAMA_API_KEY") != null));
        System.err.println("MARK=" + System.getenv("MARK"));
        byte[] line = ("x".repeat(99) + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < Integer.parseInt(value("--fake-noise", "0")); i++) {
            System.out.write(line);
        }
        System.out.flush();
        if (has("--fake-exit")) {
            System.out.println("error: failed to load model with key " + System.getenv("LLAMA_API_KEY"));
            System.exit(Integer.parseInt(value("--fake-exit", "1")));
        }
        failToBindOnce();
        if (has("--fake-deaf-at") && value("--fake-deaf-at", "").equals(value("--port", ""))) {
            new CountDownLatch(1).await();
        }
        if (has("--fake-stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(FakeLlamaServer::waitForever));
        }
        serve();
    }

    private void failToBindOnce() throws IOException {
        if (!has("--fake-taken")) {
            return;
        }
        Path left = Path.of(value("--fake-taken", ""));
        int times = Integer.parseInt(Files.readString(left).strip());
        if (times > 0) {
            Files.writeString(left, Integer.toString(times - 1));
            System.out.println(
                    "start: couldn't bind HTTP server socket, hostname: 127.0.0.1, port: " + value("--port", ""));
            System.exit(1);
        }
    }

    private void serve() throws IOException {
        int port = Integer.parseInt(value("--port", "0"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.start();
        System.out.println("main: server is listening on http://127.0.0.1:" + port);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean ready = !has("--fake-never-ready") && loading.get() <= 0;
        if (path.equals("/health") && !ready) {
            loading.decrementAndGet();
        }
        if (!ready) {
            send(
                    exchange,
                    503,
                    "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}");
        } else if (path.equals("/health")) {
            send(exchange, 200, "{\"status\":\"ok\"}");
        } else if (!isAllowed(exchange)) {
            send(
                    exchange,
                    401,
                    "{\"error\":{\"code\":401,\"message\":\"Invalid API Key\",\"type\":\"authentication_error\"}}");
        } else if (path.equals("/tokenize")) {
            send(exchange, 200, "{\"tokens\":[1,2,3]}");
        } else {
            send(exchange, 200, "{\"build_info\":\"b1-fake\",\"total_slots\":1,\"model_alias\":\"fake\"}");
        }
    }

    private static boolean isAllowed(HttpExchange exchange) {
        String key = System.getenv("LLAMA_API_KEY");
        return key == null
                || ("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private boolean has(String flag) {
        return arguments.contains(flag);
    }

    private String value(String flag, String otherwise) {
        int at = arguments.indexOf(flag);
        return at < 0 ? otherwise : arguments.get(at + 1);
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
