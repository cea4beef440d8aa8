// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.webchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless browser, driven over WebDriver, which is plain JSON over HTTP. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final URI session;

    private Chromium(Process driver, int port, int width, int height) throws Exception {
        this.driver = driver;
        Map<String, Object> options = Map.of(
                "args",
                List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
                "mobileEmulation",
                Map.of(
                        "deviceMetrics",
                        Map.of("width", width, "height", height, "pixelRatio", 1, "mobile", width < 700)));
        JsonNode made = send(
                "POST",
                URI.create("http://127.0.0.1:" + port + "/session"),
                Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", options))));
        this.session = URI.create("http://127.0.0.1:" + port + "/session/"
                + made.path("sessionId").asText() + "/");
    }

    /** Whether one is installed: Debian's {@code chromium-driver} brings both. */
    static boolean isHere() {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(folder -> new File(folder, "chromedriver").canExecute());
    }

    static Chromium open(int width, int height) throws Exception {
        Process driver = new ProcessBuilder("chromedriver", "--port=0")
                .redirectErrorStream(true)
                .start();
        Scanner lines = new Scanner(driver.getInputStream(), StandardCharsets.UTF_8);
        while (lines.hasNextLine()) {
            Matcher port = PORT.matcher(lines.nextLine());
            if (port.find()) {
                return new Chromium(driver, Integer.parseInt(port.group(1)), width, height);
            }
        }
        throw new IOException("chromedriver ended before it listened.");
    }

    void visit(URI page) throws Exception {
        send("POST", session.resolve("url"), Map.of("url", page.toString()));
    }

    JsonNode evaluate(String expression) throws Exception {
        return send(
                "POST", session.resolve("execute/sync"), Map.of("script", "return " + expression, "args", List.of()));
    }

    /** Waits in the page, where each change is seen, until an expression holds; half a minute at most. */
    void await(String expression) throws Exception {
        send("POST", session.resolve("execute/async"), Map.of("script", """
                const done = arguments[0];
                const look = () => %s ? done(true) : requestAnimationFrame(look);
                look();""".formatted(expression), "args", List.of()));
    }

    /** Types into what has the focus, as a person does. */
    void type(String keys) throws Exception {
        JsonNode active = send("GET", session.resolve("element/active"), null);
        send("POST", session.resolve("element/" + active.elements().next().asText() + "/value"), Map.of("text", keys));
    }

    private JsonNode send(String method, URI uri, Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        JsonNode value = JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .path("value");
        if (value.has("error")) {
            throw new AssertionError(value.path("message").asText());
        }
        return value;
    }

    @Override
    public void close() {
        client.sendAsync(
                        HttpRequest.newBuilder(URI.create(session.toString().replaceFirst("/$", "")))
                                .DELETE()
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .join();
        driver.destroy();
        driver.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
