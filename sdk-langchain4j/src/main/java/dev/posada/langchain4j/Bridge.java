// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.posada.ChatModel;
import dev.posada.ModelHost;
import dev.posada.PosadaException;
import dev.posada.Sampling;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the two kinds of chat models have in common. */
final class Bridge {
    private static final System.Logger LOG = System.getLogger(Bridge.class.getName());

    private final ChatModel model;
    private final dev.posada.ChatRequest settings;
    private final ChatRequestParameters defaults;
    private final List<ChatModelListener> listeners;
    private volatile @Nullable Set<Capability> capabilities;

    Bridge(PosadaModelBuilder<?> builder) {
        model = builder.model;
        settings = builder.settings;
        defaults = parameters(model, settings.sampling()).overrideWith(builder.defaults);
        listeners = List.copyOf(builder.listeners);
    }

    private static ChatRequestParameters parameters(ChatModel model, Sampling sampling) {
        return ChatRequestParameters.builder()
                .modelName(model.name())
                .temperature(boxed(sampling.temperature()))
                .topP(boxed(sampling.topP()))
                .topK(boxed(sampling.topK()))
                .presencePenalty(boxed(sampling.presencePenalty()))
                .frequencyPenalty(boxed(sampling.frequencyPenalty()))
                .maxOutputTokens(boxed(sampling.maxTokens()))
                .stopSequences(sampling.stop())
                .build();
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
    }

    private static @Nullable Integer boxed(OptionalInt value) {
        return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
    }

    dev.posada.ChatRequest request(ChatRequest request) {
        return RequestMapper.toPosada(request, settings);
    }

    /** The model that a request names: this one, or another of its host. */
    ChatModel model(ChatRequest request) {
        String name = request.modelName();
        return name == null || name.equals(model.name()) ? model : model.host().chatModel(name);
    }

    ChatRequestParameters defaults() {
        return defaults;
    }

    List<ChatModelListener> listeners() {
        return listeners;
    }

    ModelProvider provider() {
        return provider(model.host());
    }

    /** The provider as LangChain4j's own integrations name it. */
    static ModelProvider provider(ModelHost host) {
        String scheme = host.uri().getScheme();
        if (scheme.startsWith("ollama")) {
            return ModelProvider.OLLAMA;
        }
        return scheme.startsWith("bedrock") ? ModelProvider.AMAZON_BEDROCK : ModelProvider.OTHER;
    }

    /**
     * What the model is known to do. The host is asked once; one that does not answer now may do so the next time, and the
     * chat that follows tells what is wrong.
     */
    Set<Capability> capabilities() {
        Set<Capability> known = capabilities;
        if (known != null) {
            return known;
        }
        try {
            boolean structured =
                    model.host().model(model.name()).capabilities().has(dev.posada.Capability.STRUCTURED_OUTPUT);
            known = structured ? Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA) : Set.of();
            capabilities = known;
            return known;
        } catch (PosadaException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Can't tell whether " + model.name() + " holds to JSON schemas; taken as no. " + e.getMessage());
            return Set.of();
        }
    }
}
