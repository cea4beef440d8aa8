// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posada.examples.SlowServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server of the page, over HTTP. */
@Timeout(60)
class WebChatTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HELLO =
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"done\":false}\n";

    private final HttpClient browser = HttpClient.newHttpClient();
    private WebChat server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesThePageWithAPolicyThatLetsNothingElseIn() throws Exception {
        start();

        HttpResponse<String> page = get("");

        assertThat(page.body()).contains("<title>Posada chat</title>", "chat.js");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'");
        assertThat(get("chat.js").body() + get("chat.css").body() + page.body()).doesNotContain("https://", "//cdn");
    }

    @Test
    void offersTheDemoModelWhereNothingElseRuns() throws Exception {
        start();

        JsonNode hosts = JSON.readTree(get("api/hosts").body());
        JsonNode models =
                JSON.readTree(get("api/models?host=embedded%3A%2F%2Fdemo").body());

        assertThat(hosts.findValuesAsText("uri")).contains("embedded://demo");
        assertThat(models.get(0).asText()).isEqualTo("posada-tiny");
    }

    @Test
    void streamsAnAnswerAndRemembersTheChat() throws Exception {
        start();
        get("api/hosts");
        String chat = newChat();

        List<JsonNode> events = say(chat, "embedded://demo", "posada-tiny", "What is Ollama?");

        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .contains("thinking", "html")
                .endsWith("done");
        assertThat(get("api/chats/" + chat).body()).contains("What is Ollama?", "<p>", "\"thinking\"");
        assertThat(get("api/chats").body()).contains(chat, "What is Ollama?");
    }

    @Test
    void stopsTheModelsHostWhenTheUserStops() throws Exception {
        try (SlowServer slow = new SlowServer(HELLO)) {
            start(slow.uri());
            String chat = newChat();
            BufferedReader answer = startToSay(chat, slow.uri());
            assertThat(nextEvent(answer).path("html").asText()).contains("Hello");

            post("api/chats/" + chat + "/stop", "{}");

            assertThat(nextEvent(answer).path("type").asText()).isEqualTo("stopped");
            assertThat(slow.isLeftWithin(5)).isTrue();
            assertThat(get("api/chats/" + chat).body()).contains("Hello");
        }
    }

    @Test
    void stopsTheModelsHostWhenThePageIsClosedBeforeTheFirstWord() throws Exception {
        try (SlowServer slow = new SlowServer("")) {
            start(slow.uri());
            String body = "{\"host\":\"" + slow.uri() + "\",\"model\":\"m\",\"text\":\"Hi\"}";
            String chat = newChat();

            try (Socket page = new Socket(
                    InetAddress.getLoopbackAddress(), server.address().getPort())) {
                OutputStream out = page.getOutputStream();
                out.write(("POST /api/chats/" + chat + "/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                assertThat(page.getInputStream().read()).isEqualTo('H');
            }

            assertThat(slow.isLeftWithin(15)).isTrue();
        }
    }

    @Test
    void tellsWhatFailedInASentenceAndTakesTheQuestionBack() throws Exception {
        start("ollama://127.0.0.1:1?retries=0");
        String chat = newChat();

        List<JsonNode> events = say(chat, "ollama://127.0.0.1:1?retries=0", "llama3.2", "Hi");

        assertThat(events).hasSize(1);
        assertThat(events.get(0).path("type").asText()).isEqualTo("error");
        assertThat(events.get(0).path("message").asText())
                .contains("127.0.0.1:1")
                .endsWith(".");
        assertThat(get("api/chats/" + chat).body()).isEqualTo("[]");
    }

    @Test
    void talksToNoHostThatItDidNotOffer() throws Exception {
        start();

        HttpResponse<String> refused = post(
                "api/chats/" + newChat() + "/messages",
                "{\"host\":\"ollama://10.0.0.1\",\"model\":\"m\",\"text\":\"Hi\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("not one of those on offer");
    }

    @Test
    void refusesRequestsThatOtherPagesMakeTheBrowserSend() throws Exception {
        start();
        HttpRequest foreign = HttpRequest.newBuilder(server.address().resolve("api/chats"))
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(browser.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        assertThat(statusWithHost("evil.example")).contains("403");
        assertThat(statusWithHost("localhost:" + server.address().getPort())).contains("200");
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws Exception {
        start();

        assertThat(InetAddress.getByName(server.address().getHost()).isLoopbackAddress())
                .isTrue();
    }

    /** The client of the JDK does not let one set the host. */
    private String statusWithHost(String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/chats HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private void start(String... hosts) throws IOException {
        server = WebChat.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(hosts));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return browser.send(request(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(server.address().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private String newChat() throws Exception {
        return JSON.readTree(post("api/chats", "{}").body()).path("id").asText();
    }

    private List<JsonNode> say(String chat, String host, String model, String words) throws Exception {
        String body = JSON.writeValueAsString(Map.of("host", host, "model", model, "text", words));
        return post("api/chats/" + chat + "/messages", body)
                .body()
                .lines()
                .filter(line -> !line.isEmpty())
                .map(WebChatTest::parse)
                .toList();
    }

    private BufferedReader startToSay(String chat, String host) throws Exception {
        String body = JSON.writeValueAsString(Map.of("host", host, "model", "m", "text", "Hi"));
        InputStream answer = browser.send(
                        request("api/chats/" + chat + "/messages", body), HttpResponse.BodyHandlers.ofInputStream())
                .body();
        return new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
    }

    private static JsonNode nextEvent(BufferedReader answer) throws IOException {
        String line = answer.readLine();
        while (line.isEmpty()) {
            line = answer.readLine();
        }
        return parse(line);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
