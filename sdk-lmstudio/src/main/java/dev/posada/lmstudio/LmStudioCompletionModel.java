// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ChatStream;
import dev.posada.CompletionModel;
import dev.posada.CompletionRequest;

/** Continues texts over the OpenAI side of the server. */
final class LmStudioCompletionModel implements CompletionModel {
    private final LmStudio host;
    private final String name;
    private final ModelRequests requests;

    LmStudioCompletionModel(LmStudio host, String name, ModelRequests requests) {
        this.host = host;
        this.name = name;
        this.requests = requests;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LmStudio host() {
        return host;
    }

    @Override
    public ChatStream stream(CompletionRequest request) {
        return requests.stream(name, request);
    }
}
