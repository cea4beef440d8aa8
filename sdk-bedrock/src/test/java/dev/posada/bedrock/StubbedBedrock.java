// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A service that answers as the files under {@code wiremock} say, and a host for it without retries. What a file shows is its
 * name.
 */
final class StubbedBedrock implements BeforeEachCallback, AfterEachCallback {
    private static final WireMockServer SERVER = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .usingFilesUnderClasspath("wiremock"));

    private Bedrock host;

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!SERVER.isRunning()) {
            SERVER.start(); // ends with the JVM
        }
        SERVER.resetToDefaultMappings();
        host = builder().build();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        host.close();
    }

    Bedrock host() {
        return host;
    }

    WireMockServer server() {
        return SERVER;
    }

    /** A host to be set up further. */
    Bedrock.Builder builder() {
        return FaultyBedrock.builder(SERVER.baseUrl()).retries(0);
    }

    /** The requests that came in on a path, in order. */
    List<LoggedRequest> requests(String path) {
        return SERVER.findAll(WireMock.anyRequestedFor(WireMock.urlPathMatching(path)));
    }
}
