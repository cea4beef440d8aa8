// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.PosadaException;
import dev.posada.spi.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server that answers as the files under {@code wiremock} say, and hosts for it without retries. What a file shows is its
 * name; a request picks its answer by the name of the model, and the version or state of the server by the prefix of its path.
 */
final class StubbedLmStudio implements BeforeEachCallback, AfterEachCallback {
    private static final WireMockServer SERVER = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .usingFilesUnderClasspath("wiremock"));

    private final List<LmStudio> hosts = new ArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!SERVER.isRunning()) {
            SERVER.start(); // ends with the JVM
        }
        SERVER.resetRequests();
        SERVER.resetScenarios();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        hosts.forEach(LmStudio::close);
    }

    /** A builder of a host for the server that answers under a prefix; its pauses pass at once. */
    LmStudio.Builder builder(String prefix) {
        return LmStudio.builder().url(url(prefix)).retries(0).time(new NoPauses());
    }

    LmStudio open(LmStudio.Builder builder) {
        LmStudio host = builder.build();
        hosts.add(host);
        return host;
    }

    LmStudio host(String prefix) {
        return open(builder(prefix));
    }

    LmStudio host() {
        return host("");
    }

    String url(String prefix) {
        return SERVER.baseUrl() + prefix;
    }

    /** What the server answers to any chat with the model that an answer is named after. */
    ChatResponse chat(String model) {
        return host().chatModel(model).chat("Capital of Peru?");
    }

    ChatResponse chat(String model, ChatRequest request) {
        return host().chatModel(model).chat(request);
    }

    PosadaException chatFailure(String model) {
        return Assertions.catchThrowableOfType(PosadaException.class, () -> chat(model));
    }

    /** The requests that came in on a path, in order. */
    List<LoggedRequest> requests(String path) {
        return SERVER.findAll(WireMock.anyRequestedFor(WireMock.urlPathMatching(path)));
    }

    /** All requests in order: method and path. */
    List<String> log() {
        List<String> log = new ArrayList<>();
        SERVER.getAllServeEvents()
                .forEach(event -> log.add(
                        0,
                        event.getRequest().getMethod() + " "
                                + event.getRequest().getUrl()));
        return log;
    }

    /** The body of the only request on a path. */
    String body(String path) {
        List<LoggedRequest> requests = requests(path);
        Assertions.assertThat(requests).hasSize(1);
        return requests.get(0).getBodyAsString();
    }

    /** The pauses that were asked for. */
    List<Duration> pauses() {
        return pauses;
    }

    /** The bytes of an answer. */
    static byte[] file(String name) {
        try (InputStream file = StubbedLmStudio.class.getResourceAsStream("/wiremock/__files/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class NoPauses implements TimeSource {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void await(CountDownLatch latch, Duration time) {
            pauses.add(time);
        }
    }
}
