// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server that answers with recorded stubs: files named after what they show, of which a test names those that it wants. Has
 * nothing else, so a request that no stub expects fails the test.
 */
final class StubbedServer implements BeforeEachCallback, AfterEachCallback {
    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().usingFilesUnderClasspath("wiremock"));
    private LlamaCpp host;

    @Override
    public void beforeEach(ExtensionContext context) {
        server.start();
        server.resetMappings(); // all files are loaded at first, but they answer the same paths
        host = builder().build();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        host.close();
        server.stop();
    }

    /** Answers with these stubs. */
    StubbedServer shows(String... stubs) {
        for (String stub : stubs) {
            server.addStubMapping(StubMapping.buildFrom(read("wiremock/mappings/" + stub + ".json")));
        }
        return this;
    }

    private static String read(String resource) {
        try (InputStream file = StubbedServer.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(file, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A host at this server. */
    LlamaCpp host() {
        return host;
    }

    /** A host at this server to be configured: with no retries, so that failures show at once. */
    LlamaCpp.Builder builder() {
        return LlamaCpp.builder().url(url()).retries(0).connectTimeout(Duration.ofSeconds(20));
    }

    String url() {
        return server.baseUrl();
    }

    /** What was asked, oldest first, as {@code POST /completion}. */
    List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (ServeEvent event : server.getAllServeEvents()) { // newest first
            requests.add(
                    0, event.getRequest().getMethod() + " " + event.getRequest().getUrl());
        }
        return requests;
    }

    /** The latest request. */
    LoggedRequest latest() {
        return server.getAllServeEvents().get(0).getRequest();
    }
}
