// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.CallPolicy;
import dev.posada.Capability;
import dev.posada.ErrorDetails;
import dev.posada.ModelInfo;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RetryPolicy;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.http.JsonWriter;
import dev.posada.http.Probing;
import dev.posada.spi.Call;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Questions to a server about itself and its models. Thread-safe. */
final class OllamaServer {
    /** Questions whose answer only helps to warn must not hold up the answer that they are about. */
    private static final Duration QUICK = Duration.ofMillis(500);

    private static final JsonNames VERSION_NAMES = JsonNames.of("version");

    private final HttpTransport transport;
    private final Set<String> capable = ConcurrentHashMap.newKeySet();

    OllamaServer(HttpTransport transport) {
        this.transport = transport;
    }

    /**
     * The version as the server writes it.
     *
     * @throws ProtocolException if the server tells none, and so is not Ollama
     */
    String version(Call call) {
        JsonCursor json = get("/api/version", call);
        String version = "";
        json.beginObject();
        for (int field = json.nextName(VERSION_NAMES); field != JsonCursor.END; field = json.nextName(VERSION_NAMES)) {
            version = field == 0 ? json.string() : version;
        }
        if (version.isEmpty()) {
            throw new ProtocolException(
                    "The server at " + transport.url() + " answers, but not as Ollama does: it tells no version.",
                    ErrorDetails.none());
        }
        return version;
    }

    /** The models that the server has. */
    List<ModelInfo> list(Call call) {
        return OllamaModels.list(get("/api/tags", call), null);
    }

    /** The models in memory. */
    List<ModelInfo> running(Call call) {
        return OllamaModels.list(get("/api/ps", call), true);
    }

    /** What the server knows of a model. */
    ModelInfo show(String model, Call call) {
        JsonWriter json = new JsonWriter().beginObject().field("model", model).endObject();
        HttpAnswer answer = transport.call(HttpRequest.post("/api/show", json), call);
        OllamaAnswers.requireSuccess(answer);
        return OllamaModels.show(model, answer.text());
    }

    private JsonCursor get(String path, Call call) {
        return OllamaAnswers.json(transport.call(HttpRequest.get(path), call));
    }

    /**
     * Whether a model is known to lack a capability. A server that does not tell leaves it open; a model that once had it is not
     * asked for again.
     */
    boolean lacks(Capability capability, String model, Call call) {
        String key = capability + " " + model;
        if (capable.contains(key)) {
            return false;
        }
        try {
            boolean lacks = show(model, new Probing(call)).capabilities().lacks(capability);
            if (!lacks) {
                capable.add(key);
            }
            return lacks;
        } catch (PosadaException e) {
            call.ensureRunning();
            return false; // what is wrong shows in the call that this was asked for
        }
    }

    /** What the check of a model's prompts asks of the server. */
    OllamaPromptCheck.Server promptCheck(String model) {
        return new OllamaPromptCheck.Server() {
            @Override
            public OptionalInt contextWindow() {
                return quickly(call -> running(call)).stream()
                        .flatMap(List::stream)
                        .filter(info -> isSame(info.name(), model))
                        .findFirst()
                        .map(ModelInfo::contextWindow)
                        .orElse(OptionalInt.empty());
            }

            @Override
            public boolean leavesOutCachedTokens() {
                return quickly(OllamaServer.this::version)
                        .flatMap(OllamaVersion::parse)
                        .filter(version -> version.isBefore(OllamaVersion.COUNTS_CACHED_TOKENS))
                        .isPresent();
            }
        };
    }

    /** Names are the same whatever their case, and {@code latest} is what is meant if there is no tag. */
    static boolean isSame(String name, String other) {
        return withTag(name).equals(withTag(other));
    }

    private static String withTag(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.indexOf(':', lower.lastIndexOf('/') + 1) < 0 ? lower + ":latest" : lower;
    }

    private <T> Optional<T> quickly(Function<Call, T> question) {
        CallPolicy policy = transport
                .policy()
                .timeouts(transport.policy().timeouts().total(QUICK))
                .retryPolicy(RetryPolicy.none());
        try {
            return Optional.of(policy.run(question));
        } catch (PosadaException e) {
            return Optional.empty();
        }
    }
}
