// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.CallPolicy;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.CompletionRequest;
import dev.posada.EmbeddingRequest;
import dev.posada.EmbeddingResponse;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.ModelRequest;
import dev.posada.Thinking.Mode;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpTransport;
import dev.posada.http.Probing;
import dev.posada.openai.Dialect;
import dev.posada.openai.OpenAiProtocol;
import dev.posada.openai.ThinkingControl;
import dev.posada.openai.ThinkingTags;
import dev.posada.spi.Call;
import dev.posada.spi.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Sends requests to models, and sees to it that these are in memory where the server does not. Thread-safe.
 */
final class ModelRequests {
    private static final Dialect DIALECT = Dialect.standard().toBuilder()
            .name("LM Studio")
            .json(Dialect.JsonForm.OBJECT_SCHEMA) // json_object is refused
            .toolChoice(Dialect.ToolChoiceForm.ONLY_TOOL)
            .thinkingTags(ThinkingTags.atStart("<think>", "</think>")) // unless "separate reasoning" is on in the app
            .thinkingControl(ThinkingControl.none().effort(Mode.OFF, Mode.LOW, Mode.MEDIUM, Mode.HIGH))
            .thinkingReplay(Dialect.ThinkingReplay.NONE)
            .inputs(Dialect.Input.IMAGE)
            .samplers(Dialect.Sampler.TOP_K)
            .embeddingEncoding(Dialect.EmbeddingEncoding.UNASKED) // always numbers, whatever is asked for
            .dimensions(Dialect.Dimensions.FIXED)
            .build();

    /** The same wire with measurements in its answers. */
    private static final Dialect WITH_STATS =
            DIALECT.toBuilder().root("/api/v0").build();

    private final HttpTransport transport;
    private final ModelMemory memory;
    private final LmStudioExtension extension;
    private final boolean loadsMissingModels;
    private final OpenAiProtocol protocol;
    private final OpenAiProtocol protocolWithStats;

    ModelRequests(HttpTransport transport, ModelMemory memory, LmStudioOptions defaults, boolean loadsMissingModels) {
        this.transport = transport;
        this.memory = memory;
        this.extension = new LmStudioExtension(defaults);
        this.loadsMissingModels = loadsMissingModels;
        this.protocol = OpenAiProtocol.of(transport, DIALECT, extension);
        this.protocolWithStats = OpenAiProtocol.of(transport, WITH_STATS, extension);
    }

    ChatStream stream(String model, ChatRequest request) {
        Images.requireReadable(request, where(model));
        return stream(model, request, protocolFor(request).opener(model, request), LmStudioSink.Watch.of(request));
    }

    ChatStream stream(String model, CompletionRequest request) {
        if (request.suffix().isPresent()) {
            throw new UnsupportedFeatureException(
                    "LM Studio can't fill a gap in a text: it continues texts only. Leave the suffix out.",
                    where(model));
        }
        return stream(model, request, protocolFor(request).opener(model, request), LmStudioSink.Watch.nothing());
    }

    private ChatStream stream(
            String model, ModelRequest request, Function<Call, EventSource> opener, LmStudioSink.Watch watch) {
        LmStudioOptions options = extension.options(request);
        return ChatStream.of(protocolFor(request).policy(model, request), call -> {
            List<ChatWarning> warnings = new ArrayList<>(0);
            EventSource answer = send(model, options, warnings, call, opener);
            return new LmStudioSource(answer, watch, warnings);
        });
    }

    private OpenAiProtocol protocolFor(ModelRequest request) {
        return extension.options(request).stats() ? protocolWithStats : protocol;
    }

    EmbeddingResponse embed(String model, EmbeddingRequest request) {
        requireWords(model, request);
        CallPolicy hosts = transport.policy().model(model);
        CallPolicy policy = request.timeouts().map(hosts::timeouts).orElse(hosts);
        return policy.run(call -> {
            List<ChatWarning> warnings = new ArrayList<>(0);
            EmbeddingResponse response = send(
                    model,
                    extension.ownOptions(request), // the host's context window is meant for chats
                    warnings,
                    call,
                    attempt -> protocol.embed(model, request, attempt));
            warnings.addAll(0, response.warnings());
            return new EmbeddingResponse(
                    response.model(), response.embeddings(), response.usage(), response.timings(), warnings);
        });
    }

    /** The server fails at texts without words, in a way that does not tell which one it was. */
    private void requireWords(String model, EmbeddingRequest request) {
        int empty = request.texts().indexOf("");
        if (empty >= 0) {
            throw new InvalidRequestException(
                    "The text at index " + empty + " of the texts to embed is empty, which LM Studio can't embed.",
                    where(model));
        }
    }

    // ---- models that are not in memory

    private <T> T send(
            String model, LmStudioOptions options, List<ChatWarning> warnings, Call call, Function<Call, T> sending) {
        options.contextLength().ifPresent(tokens -> requireContext(model, tokens, warnings, call));
        try {
            return sending.apply(call);
        } catch (ModelNotFoundException e) {
            load(model, options, e, call);
            return sending.apply(call); // also where it was in memory: another call may have just loaded it
        }
    }

    private void requireContext(String model, int tokens, List<ChatWarning> warnings, Call call) {
        LoadedInstance instance = memory.loadIfMissing(model, LoadOptions.contextLength(tokens), new Probing(call));
        instance.contextWindow().ifPresent(window -> {
            if (window < tokens) {
                warnings.add(
                        new ChatWarning(
                                LmStudio.SMALL_CONTEXT,
                                model + " is in memory with a context window of " + window + " tokens, fewer than the "
                                        + tokens
                                        + " that were asked for. modelLibrary().load(model, LoadOptions.contextLength(…)) loads it anew."));
            }
        });
    }

    /**
     * Sees to it that a model is in memory which the server has not found there.
     *
     * @throws ModelNotFoundException if that can't be
     */
    private void load(String model, LmStudioOptions options, ModelNotFoundException failure, Call call) {
        if (!loadsMissingModels) {
            throw failure;
        }
        LoadOptions load = options.contextLength().isPresent()
                ? LoadOptions.contextLength(options.contextLength().getAsInt())
                : LoadOptions.none();
        try {
            memory.loadIfMissing(model, load, new Probing(call));
        } catch (UnsupportedFeatureException e) {
            failure.addSuppressed(e);
            throw failure; // an old server, on which the user has to load it
        }
    }

    private ErrorDetails where(String model) {
        return ErrorDetails.none().host(transport.uri().toString()).model(model);
    }
}
