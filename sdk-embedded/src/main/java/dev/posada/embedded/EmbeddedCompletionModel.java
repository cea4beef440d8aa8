// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.ChatStream;
import dev.posada.CompletionModel;
import dev.posada.CompletionRequest;
import dev.posada.ModelHost;

/** Continues texts with the model of an embedded host. */
final class EmbeddedCompletionModel implements CompletionModel {
    private final Embedded host;
    private final String name;

    EmbeddedCompletionModel(Embedded host, String name) {
        this.host = host;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModelHost host() {
        return host;
    }

    @Override
    public ChatStream stream(CompletionRequest request) {
        host.requireModel(name);
        AnswerPlan plan = new EmbeddedRequestMapper(host.where(name)).plan(request);
        return ChatStream.of(
                host.policy(name).forRequest(request),
                call -> new EmbeddedSource(
                        host, name, plan, tokenizer -> new Prompt(tokenizer).template(request.prompt()), call));
    }
}
