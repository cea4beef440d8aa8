// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.webchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.posada.ChatModel;
import dev.posada.PosadaException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The server of the page: a few files, and a small JSON API under {@code /api}. Hosts and keys stay on this side; the browser
 * names only hosts that it was offered.
 */
public final class WebChat implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final Map<String, String> FILES = Map.of(
            "/", "text/html; charset=utf-8",
            "/chat.css", "text/css; charset=utf-8",
            "/chat.js", "text/javascript; charset=utf-8");

    private final HttpServer server;
    private final ExecutorService threads = threads();
    private final Hosts hosts;
    private final Chats chats = new Chats();

    private WebChat(HttpServer server, Hosts hosts) {
        this.server = server;
        this.hosts = hosts;
    }

    /**
     * Starts to serve.
     *
     * @param address where to listen; port 0 takes any that is free
     * @param uris the hosts to offer besides those that run on this machine
     * @throws IOException if the address can't be had
     */
    public static WebChat start(InetSocketAddress address, List<String> uris) throws IOException {
        // Otherwise each piece of an answer may wait 40 ms for the browser's word that the last one came.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        WebChat chat = new WebChat(HttpServer.create(address, 0), new Hosts(uris));
        chat.server.setExecutor(chat.threads);
        chat.server.createContext("/", chat::answer);
        chat.server.start();
        return chat;
    }

    /** The address of the page. */
    public URI address() {
        String host = server.getAddress().getAddress().isAnyLocalAddress()
                ? "localhost"
                : server.getAddress().getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort() + "/");
    }

    /** Ends all answers and the server. */
    @Override
    public void close() {
        chats.stopAll();
        server.stop(0);
        threads.shutdownNow();
        hosts.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            if (isForeign(exchange)) {
                send(exchange, 403, "text/plain", "This page talks to itself only.".getBytes(StandardCharsets.UTF_8));
                return;
            }
            String type = FILES.get(exchange.getRequestURI().getPath());
            if (type != null) {
                send(exchange, 200, type, file(exchange.getRequestURI().getPath()));
            } else {
                call(exchange);
            }
        }
    }

    /**
     * Any page that the user visits can make the browser send requests here. Its origin gives it away; so does the host name,
     * if the page had its own name point to this machine.
     */
    private boolean isForeign(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        String name = host.replaceFirst(":\\d+$", "");
        boolean known = !server.getAddress().getAddress().isLoopbackAddress()
                || List.of("localhost", "127.0.0.1", "[::1]").contains(name);
        return !known
                || (origin != null
                        && !List.of("http://" + host, "https://" + host).contains(origin));
    }

    private void call(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        String act = exchange.getRequestMethod() + " " + (path.length > 1 ? path[1] : "")
                + (path.length > 3 ? " " + path[3] : "");
        try {
            switch (act) {
                case "GET hosts" -> send(exchange, 200, hosts.offered());
                case "GET models" -> send(exchange, 200, hosts.models(parameter(exchange, "host")));
                case "GET chats" ->
                    send(exchange, 200, path.length > 2 ? chats.get(path[2]).view() : chats.list());
                case "POST chats" ->
                    send(exchange, 200, Map.of("id", chats.create().id()));
                case "DELETE chats" -> send(exchange, 200, Map.of("deleted", chats.delete(path[2])));
                case "POST chats stop" ->
                    send(exchange, 200, Map.of("stopped", chats.get(path[2]).stop()));
                case "POST chats messages" -> say(exchange, chats.get(path[2]));
                default -> send(exchange, 404, Map.of("error", "There is nothing at this address."));
            }
        } catch (IllegalArgumentException e) {
            send(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
        } catch (PosadaException e) {
            send(exchange, 502, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private void say(HttpExchange exchange, Chat chat) throws IOException {
        JsonNode request = body(exchange);
        String words = request.path("text").asText().strip();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to say.");
        }
        ChatModel model =
                hosts.model(request.path("host").asText(), request.path("model").asText());
        chat.begin();
        try {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            try (EventWriter events = new EventWriter(exchange.getResponseBody(), chat::stop, threads)) {
                chat.answer(model, words, events);
            }
        } finally {
            chat.end();
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_REQUEST + 1);
        if (bytes.length > LONGEST_REQUEST) {
            throw new IllegalArgumentException("The message is longer than this page takes (1 MiB).");
        }
        return JSON.readTree(bytes);
    }

    private static String parameter(HttpExchange exchange, String name) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        return query.startsWith(name + "=") ? query.substring(name.length() + 1) : "";
    }

    private static byte[] file(String path) throws IOException {
        String name = path.equals("/") ? "index.html" : path.substring(1);
        try (InputStream file = WebChat.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException("The build left out " + name + ".");
            }
            return file.readAllBytes();
        }
    }

    private static void send(HttpExchange exchange, int status, Object value) throws IOException {
        send(exchange, status, "application/json", JSON.writeValueAsBytes(value));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Virtual threads where the JVM has them: from Java 21 on. */
    private static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool();
        }
    }
}
