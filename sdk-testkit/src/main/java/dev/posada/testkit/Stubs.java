// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;

/** What the stubs of all backends share. */
final class Stubs {
    static final String JSON = "application/json";

    private Stubs() {}

    static MappingBuilder answer(String path, int status, String type, String body) {
        return post(urlPathEqualTo(path))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", type)
                        .withBody(body));
    }

    static MappingBuilder json(String path, int status, Object body) {
        return answer(path, status, JSON, JsonText.write(body));
    }

    static MappingBuilder list(String path, Object body) {
        return get(urlPathEqualTo(path))
                .willReturn(aResponse().withHeader("Content-Type", JSON).withBody(JsonText.write(body)));
    }
}
