// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.AuthenticationException;
import dev.posada.DiscoveredHost;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.PosadaException;
import dev.posada.Timeouts;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.spi.Call;
import dev.posada.spi.Recognition;
import dev.posada.spi.Recognition.Certainty;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a server is a llama-server: by its {@code Server} header, which a proxy may take away, or else by who owns
 * its models. Two or three GETs, without a key, all within one call and its time limit.
 */
final class LlamaCppRecognition {
    private static final HttpRequest HEALTH = HttpRequest.get("/health")
            .allow(401)
            .allow(403)
            .allow(404)
            .allow(405)
            .allow(503);
    private static final HttpRequest PROPERTIES = HttpRequest.get("/props");

    private final HttpTransport transport;
    private final Call call;

    private LlamaCppRecognition(HttpTransport transport, Call call) {
        this.transport = transport;
        this.call = call;
    }

    static Optional<Recognition> of(String url, Duration limit) {
        LlamaCpp.Builder builder = LlamaCpp.builder()
                .url(url)
                .timeouts(new Timeouts(limit, limit, limit, limit))
                .retries(0)
                .waitWhileLoading(false);
        try (LlamaCpp host = builder.build()) {
            HttpTransport transport = host.transport();
            return transport.policy().run(call -> new LlamaCppRecognition(transport, call).recognise());
        }
    }

    private Optional<Recognition> recognise() {
        try {
            HttpAnswer health = transport.call(HEALTH, call);
            boolean named = health.header("Server").filter("llama.cpp"::equals).isPresent();
            if (named && health.status() == 503) {
                return Optional.of(new Recognition(Certainty.NAMED, described(List.of(), null, false)));
            }
            return named || health.status() == 200 || isRefused(health) ? byModels(named) : Optional.empty();
        } catch (PosadaException e) {
            if (call.isOver() || meansThatNobodyCanTell(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean isRefused(HttpAnswer answer) {
        return answer.status() == 401 || answer.status() == 403;
    }

    private static boolean meansThatNobodyCanTell(PosadaException e) {
        boolean absent =
                e instanceof HostUnavailableException unavailable && unavailable.reason() != Reason.SERVER_ERROR;
        return absent || e instanceof AuthenticationException;
    }

    private Optional<Recognition> byModels(boolean named) {
        List<ListedModel> models;
        try {
            models = LlamaCppModels.list(transport, call);
        } catch (PosadaException e) {
            if (!named) {
                throw e;
            }
            boolean refused = e instanceof AuthenticationException;
            return Optional.of(new Recognition(Certainty.NAMED, described(List.of(), null, refused)));
        }
        if (!named && models.stream().noneMatch(ListedModel::isOfLlamaCpp)) {
            return Optional.empty();
        }
        return Optional.of(new Recognition(named ? Certainty.NAMED : Certainty.LIKELY, withVersion(models)));
    }

    /** The list of models needs no key, all else does where there is one. */
    private DiscoveredHost withVersion(List<ListedModel> models) {
        try {
            LlamaCppProperties properties = LlamaCppResponseMapper.properties(
                    transport.call(PROPERTIES, call).text());
            return described(models, properties.version().orElse(null), false);
        } catch (PosadaException e) {
            return described(models, null, e instanceof AuthenticationException);
        }
    }

    private DiscoveredHost described(List<ListedModel> models, @Nullable String version, boolean needsKey) {
        return new DiscoveredHost(
                transport.uri().toString(),
                "llama.cpp",
                version,
                models.stream().map(ListedModel::id).toList(),
                models.stream()
                        .filter(ListedModel::isLoaded)
                        .map(ListedModel::id)
                        .toList(),
                needsKey);
    }
}
