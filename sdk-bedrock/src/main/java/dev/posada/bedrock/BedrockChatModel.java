// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.CallPolicy;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.spi.Call;
import dev.posada.spi.EventSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/** Chats over Converse and ConverseStream. */
final class BedrockChatModel implements ChatModel {
    private final Bedrock host;
    private final String name;
    private final ErrorDetails where;
    private final BedrockRequestMapper mapper;

    BedrockChatModel(Bedrock host, String name) {
        this.host = host;
        this.name = name;
        this.where = host.where(name);
        this.mapper = host.mapper(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Bedrock host() {
        return host;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        BedrockQuestion question = mapper.chat(request);
        CallPolicy policy = host.clients().policy().model(name).forRequest(request);
        return ChatStream.of(policy, call -> open(question, call));
    }

    private EventSource open(BedrockQuestion question, Call call) {
        return question.streamed() ? openStream(question, call) : ask(question, call);
    }

    private EventSource ask(BedrockQuestion question, Call call) {
        BedrockClients clients = host.clients();
        ConverseResponse answer =
                clients.ask(call, where, configuration -> clients.runtime().converse(question.forWhole(configuration)));
        return new BedrockWholeAnswer(answer, question.formatTool(), warnings(question));
    }

    private List<ChatWarning> warnings(BedrockQuestion question) {
        BedrockAccess access = host.clients().access();
        if (access.apiKey() == null || !BedrockEndpoint.isInTheOpen(access.endpoint())) {
            return question.warnings();
        }
        List<ChatWarning> all = new ArrayList<>(question.warnings());
        all.add(new ChatWarning(
                ChatWarning.INSECURE_KEY,
                "A key travels over plain HTTP to " + access.endpoint()
                        + ", where everyone on the way can read it. Put TLS before the server and use https://."));
        return all;
    }

    private EventSource openStream(BedrockQuestion question, Call call) {
        BedrockClients clients = host.clients();
        BodyPump pump = new BodyPump(call::progress, where, clients.access().apiKey());
        call.onCancel(pump::cancel);
        clients.start(
                pump.outcome(),
                () -> pump.follow(clients.runtime()
                        .converseStream(question.forStream(clients.configuration(call, pump)), UntoldStream.INSTANCE)));
        SdkHttpResponse head = pump.awaitAnswer();
        return new BedrockSource(pump, head, call.limits().eventBytes(), question.formatTool(), warnings(question));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Over CountTokens, which costs nothing and which few models have: those of Anthropic.
     */
    @Override
    public int countTokens(ChatRequest request) {
        return new TokenCount(host, name)
                .of(mapper.chat(request), host.clients().policy().model(name).forRequest(request));
    }
}
