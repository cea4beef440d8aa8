// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.posada.ChatResponse;
import dev.posada.PosadaException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server that answers as the files under {@code wiremock} say, and a host for it without retries. What a file shows is its
 * name; a request picks its answer by the name of the model.
 */
final class StubbedOllama implements BeforeEachCallback, AfterEachCallback {
    private static final WireMockServer SERVER = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .usingFilesUnderClasspath("wiremock"));

    private Ollama host;

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!SERVER.isRunning()) {
            SERVER.start(); // ends with the JVM
        }
        SERVER.resetRequests();
        host = Ollama.builder().url(url()).retries(0).build();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        host.close();
    }

    Ollama host() {
        return host;
    }

    String url() {
        return SERVER.baseUrl();
    }

    /** What the server answers to any chat with the model that an answer is named after. */
    ChatResponse chat(String model) {
        return host.chatModel(model).chat("Name a river in Peru.");
    }

    PosadaException chatFailure(String model) {
        return Assertions.catchThrowableOfType(PosadaException.class, () -> chat(model));
    }

    /** The requests that came in on a path, in order. */
    List<LoggedRequest> requests(String path) {
        return SERVER.findAll(WireMock.anyRequestedFor(WireMock.urlPathMatching(path)));
    }

    /** The body of the only request on a path. */
    String body(String path) {
        List<LoggedRequest> requests = requests(path);
        Assertions.assertThat(requests).hasSize(1);
        return requests.get(0).getBodyAsString();
    }
}
