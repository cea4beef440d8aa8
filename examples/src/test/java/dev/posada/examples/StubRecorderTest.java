// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.posada.ChatEvent;
import dev.posada.ChatStream;
import dev.posada.ModelHost;
import dev.posada.ollama.Ollama;
import dev.posada.testkit.BedrockStubs;
import dev.posada.testkit.OllamaStubs;
import dev.posada.testkit.OpenAiStubs;
import dev.posada.testkit.StubRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording of a server, which is played by WireMock here. */
class StubRecorderTest {
    private static final String SECRET = "open-sesame=42";

    private final WireMockServer real = server();

    @TempDir
    Path folder;

    private static WireMockServer server() {
        return new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    }

    @BeforeEach
    void start() {
        real.start();
    }

    @AfterEach
    void stop() {
        real.stop();
    }

    /** As docs/testing.md shows it. */
    @Test
    void anAnswerIsWrittenUnderItsName() {
        real.stubFor(OllamaStubs.chat("Hello"));
        String server = real.baseUrl();

        try (StubRecorder recorder = StubRecorder.of(server, folder);
                ModelHost host = Ollama.at(recorder.url())) {
            host.chatModel("llama3.2").chat("Hi");
            recorder.save("greeting"); // mappings/greeting.json and __files/greeting.ndjson
        }

        assertThat(folder.resolve("mappings/greeting.json")).content().contains("/api/chat", "greeting.ndjson");
    }

    @Test
    void aRecordedStreamIsReadByItsBackendAgain() throws IOException {
        real.stubFor(OllamaStubs.stream("Hel", "lo \"Åsa\" \uD83D\uDC4B", "!"));
        List<String> recorded;
        try (StubRecorder recorder = StubRecorder.of(real.baseUrl(), folder);
                ModelHost host = Ollama.at(recorder.url())) {
            recorded = words(host);
            recorder.save("greeting");
        }
        byte[] original = send(real.baseUrl(), "/api/chat", "{}");

        List<String> replayed = replay(url -> {
            try (ModelHost host = Ollama.at(url)) {
                return words(host);
            }
        });

        assertThat(Files.readAllBytes(folder.resolve("__files/greeting.ndjson")))
                .isEqualTo(original);
        assertThat(replayed).isEqualTo(recorded).containsExactly("Hel", "lo \"Åsa\" \uD83D\uDC4B", "!");
    }

    @Test
    void binaryFramesAreKeptByteForByte() throws IOException {
        real.stubFor(BedrockStubs.stream("Hel", "lo"));
        String path = "/model/tiny/converse-stream";
        byte[] original = send(real.baseUrl(), path, "{}");

        try (StubRecorder recorder = StubRecorder.of(real.baseUrl(), folder)) {
            send(recorder.url(), path, "{}");
            recorder.save("frames");
        }

        assertThat(Files.readAllBytes(folder.resolve("__files/frames.eventstream")))
                .isEqualTo(original);
        assertThat(replay(url -> List.of(latin(send(url, path, "{}"))))).containsExactly(latin(original));
    }

    @Test
    void equalRequestsAreAnsweredInTheirOrder() {
        List<String> answers;
        try (StubRecorder recorder = StubRecorder.of(real.baseUrl(), folder)) {
            for (String word : List.of("one", "two")) {
                real.stubFor(any(anyUrl()).willReturn(okJson("\"" + word + "\"")));
                send(recorder.url(), "/api/chat", "{}");
            }
            recorder.save("words");
            real.stubFor(any(anyUrl()).willReturn(okJson("\"three\"")));
            send(recorder.url(), "/api/chat", "{}");
            recorder.save("more");
        }

        answers = replay(url -> List.of(
                latin(send(url, "/api/chat", "{}")),
                latin(send(url, "/api/chat", "{}")),
                latin(send(url, "/api/chat", "{}")),
                latin(send(url, "/api/chat", "{}"))));

        assertThat(answers).containsExactly("\"one\"", "\"two\"", "\"three\"", "\"three\"");
    }

    @Test
    void secretsOfHeadersAreInNoFile() {
        for (String header : List.of(
                "Authorization: Bearer SECRET",
                "Authorization: Basic " + base64("ada:" + SECRET),
                "Authorization: AWS4-HMAC-SHA256 Credential=SECRET/20260101/eu/bedrock/aws4_request, Signature=abcdef0123",
                "X-Api-Key: SECRET",
                "Cookie: a=b; session=SECRET",
                "X-Amz-Security-Token: SECRET")) {
            assertScrubbed(recorder -> send(recorder.url(), "/v1/models", "{}", header.replace("SECRET", SECRET)));
        }
    }

    @Test
    void secretsOfQueriesAndBodiesAreInNoFile() {
        assertScrubbed(recorder -> send(recorder.url(), "/v1/models?api_key=open-sesame%3D42&limit=3", "{}"));
        assertScrubbed(recorder -> send(recorder.url(), "/files?X-Amz-Signature=open-sesame%3D42", "{}"));
        assertScrubbed(recorder -> send(recorder.url(), "/load", "{\"apiKey\": \"" + SECRET + "\"}"));
        assertScrubbed(
                recorder -> send(recorder.url(), "/load", "{\"a\":\"{\\\"hf_token\\\":\\\"" + SECRET + "\\\"}\"}"));
        assertScrubbed(recorder -> {
            recorder.secret(SECRET);
            send(recorder.url(), "/v1/models", "{}");
        });
    }

    /** Chunks of the Ollama wire are text; these have lengths and checksums. */
    @Test
    void aSecretInBinaryFramesIsRefusedRatherThanBroken() {
        real.stubFor(BedrockStubs.stream("You said " + SECRET));

        try (StubRecorder recorder = StubRecorder.of(real.baseUrl(), folder).secret(SECRET)) {
            send(recorder.url(), "/model/tiny/converse-stream", "{}");

            assertThatThrownBy(() -> recorder.save("echo"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("binary")
                    .hasMessageNotContaining(SECRET);
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keysOfKnownKindsAreTakenOutWithoutBeingNamed() {
        String text = "sk-0123456789abcdef0123, AKIA0123456789ABCDEF, hf_0123456789abcdef0123";
        real.stubFor(OpenAiStubs.stream("Keys: ", text));

        try (StubRecorder recorder = StubRecorder.of(real.baseUrl(), folder)) {
            send(recorder.url(), "/v1/chat/completions", "{}");
            recorder.save("keys");
        }

        assertThat(written()).contains("Keys: ", "***, ***, ***").doesNotContain("0123456789");
    }

    @Test
    void thoughtsAndTokensThatAreNoSecretsStay() {
        String body = "{\"logprobs\":[{\"token\":\"Hello\"}],\"signature\":\"c2lnbmF0dXJl\",\"key\":\"value\"}";
        real.stubFor(any(anyUrl()).willReturn(okJson(body)));

        try (StubRecorder recorder = StubRecorder.of(real.baseUrl(), folder)) {
            send(recorder.url(), "/v1/chat/completions", "{}");
            recorder.save("whole");
        }

        assertThat(folder.resolve("__files/whole.json")).hasContent(body);
    }

    @Test
    void aServerThatIsNotThereIsNoAnswer() {
        try (StubRecorder recorder = StubRecorder.of("http://127.0.0.1:1", folder)) {
            send(recorder.url(), "/api/chat", "{}");

            assertThatThrownBy(() -> recorder.save("nothing"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("http://127.0.0.1:1");
        }
    }

    /** The answer repeats the secret in its body and its headers. */
    private void assertScrubbed(Consumer<StubRecorder> request) {
        real.stubFor(any(anyUrl())
                .willReturn(okJson("{\"text\":\"You said " + SECRET + "\",\"limit\":3}")
                        .withHeader("Set-Cookie", "session=" + SECRET)
                        .withHeader("Location", "http://localhost/?key=" + SECRET)));
        try (StubRecorder recorder = StubRecorder.of(real.baseUrl(), folder)) {
            request.accept(recorder);
            recorder.save("echo");
        }

        assertThat(written())
                .contains("You said ***", "limit")
                .doesNotContain(SECRET, "sesame", "Cookie", base64(SECRET), base64("ada:" + SECRET));
    }

    /** All that a recording wrote, names of files included. */
    private String written() {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file).append('\n').append(Files.readString(file)).append('\n');
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> replay(Function<String, List<String>> request) {
        WireMockServer stubs = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .usingFilesUnderDirectory(folder.toString()));
        stubs.start();
        try {
            return request.apply(stubs.baseUrl());
        } finally {
            stubs.stop();
        }
    }

    private static List<String> words(ModelHost host) {
        List<String> words = new ArrayList<>();
        try (ChatStream stream = host.chatModel("any").stream("Hi")) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    words.add(delta.text());
                }
            }
        }
        return words;
    }

    private static byte[] send(String url, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        try {
            return HttpClient.newHttpClient()
                    .send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
