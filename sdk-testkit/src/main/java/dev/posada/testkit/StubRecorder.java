// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Stands between a program and a real server, and writes what the server answers into the files that WireMock reads, without
 * the secrets:
 *
 * <pre>{@code
 * try (StubRecorder recorder = StubRecorder.of("http://localhost:11434", Path.of("src/test/resources/wiremock"));
 *         ModelHost host = ModelHost.open("ollama://localhost:" + recorder.port())) {
 *     host.chatModel("llama3.2").chat("Hi");
 *     recorder.save("greeting");  // mappings/greeting.json and __files/greeting.ndjson
 * }
 * }</pre>
 *
 * <p>Bodies are kept byte for byte, streams too; the program gets a stream when it has ended. A stub asks for the method, the
 * path and the query of the request; equal requests are answered in the order of the recording, the last one again and again.
 *
 * <p>Nothing of a request's headers or body is written, and of the answer's headers only the media type, {@code Retry-After}
 * and AWS's name of an error. What stood in headers for keys, tokens, cookies and signatures, in such fields of a JSON body or
 * of a query is taken out of everything else, and so is what looks like a key of a known kind. Whatever else is secret is for
 * {@link #secret} to say. What a model writes piece by piece can't be searched for: look at the files before they are shared.
 *
 * <p>A request that is signed for an address, as with AWS credentials, is refused behind another one; Bedrock is recorded with
 * an API key. Used by one thread, though any number may send requests.
 */
public final class StubRecorder implements AutoCloseable {
    private final String target;
    private final StubFiles files;
    private final Secrets secrets = new Secrets();
    private final List<RecordedAnswer> answers = new ArrayList<>();
    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private StubRecorder(String target, Path folder) {
        this.target = target;
        this.files = new StubFiles(folder);
    }

    /**
     * Starts to listen on the loopback address.
     *
     * @param url the real server
     * @param folder WireMock's, which will hold {@code mappings} and {@code __files}
     */
    public static StubRecorder of(String url, Path folder) {
        StubRecorder recorder = new StubRecorder(url, folder);
        recorder.server.start();
        // Compressed bytes can't be searched.
        recorder.server.stubFor(
                any(anyUrl()).willReturn(aResponse().proxiedFrom(url).withRemoveRequestHeader("Accept-Encoding")));
        return recorder;
    }

    /** Takes a value out of everything that is saved from now on. */
    public StubRecorder secret(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A secret can't be blank.");
        }
        secrets.add(value);
        return this;
    }

    /** The address to ask instead of the server. */
    public String url() {
        return server.baseUrl();
    }

    /** The port to ask instead of the server. */
    public int port() {
        return server.port();
    }

    /**
     * Writes the answers since the last time.
     *
     * @param name of the files: what the answer shows; with a number behind it if there are several
     * @throws IllegalArgumentException if that is no name for files, or was used before
     * @throws IllegalStateException if there is no answer, the server was not reached, or a secret stands in bytes that can't
     *     be changed without breaking them; then nothing is written
     * @throws java.io.UncheckedIOException if a file can't be written
     */
    public void save(String name) {
        checkName(name);
        List<ServeEvent> events = new ArrayList<>(server.getAllServeEvents());
        if (events.isEmpty()) {
            throw new IllegalStateException(
                    "No answer was recorded since the last time; send requests to " + url() + ".");
        }
        events.sort(Comparator.comparing(event -> event.getRequest().getLoggedDate()));
        events.forEach(this::learn);
        List<RecordedAnswer> fresh = new ArrayList<>();
        for (ServeEvent event : events) {
            String own = events.size() == 1 ? name : name + "-" + (fresh.size() + 1);
            fresh.add(RecordedAnswer.of(own, event, secrets));
        }
        answers.addAll(fresh);
        server.resetRequests();
        files.write(answers);
    }

    private void checkName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name for files; use letters, digits and dashes.");
        }
        if (answers.stream().anyMatch(answer -> answer.name().matches(Pattern.quote(name) + "(-\\d+)?"))) {
            throw new IllegalArgumentException("\"" + name + "\" is the name of an answer that was saved before.");
        }
    }

    private void learn(ServeEvent event) {
        if (event.getResponse().getStatus() == 500
                && event.getResponse()
                        .getBodyAsString()
                        .startsWith("Network failure trying to make a proxied request")) {
            throw new IllegalStateException("There is no answer from " + target + "; is the server running?");
        }
        secrets.learnFrom(event.getRequest().getHeaders());
        secrets.learnFrom(event.getRequest().getUrl(), event.getRequest().getBody());
        secrets.learnFrom(event.getResponse().getHeaders());
    }

    /** Stops listening. What was not saved is not written. */
    @Override
    public void close() {
        server.stop();
    }
}
