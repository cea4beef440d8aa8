// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.AuthenticationException;
import dev.posada.CallPolicy;
import dev.posada.DiscoveredHost;
import dev.posada.HostUnavailableException;
import dev.posada.ModelInfo;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.TimeoutException;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.spi.Call;
import dev.posada.spi.Recognition;
import dev.posada.spi.Recognition.Certainty;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a server speaks the OpenAI wire, by its list of models. Nearly every server has one, so that alone is no
 * proof of a kind; but some servers say there that the models are theirs.
 */
final class OpenAiRecognition {
    private static final JsonNames OWNER = JsonNames.of("owned_by");
    private static final JsonNames ERROR = JsonNames.of("error", "detail", "message");
    private static final JsonNames VERSION = JsonNames.of("version");

    private final OpenAiCompatible host;
    private final HttpTransport transport;
    private final Call call;

    /**
     * A server that has a name for itself.
     *
     * @param name its name for people
     * @param dialect that of its host URI; empty for the usual one
     */
    private record Kind(String name, String dialect) {
        static final Kind UNKNOWN = new Kind("OpenAI-compatible", "");

        /** By who owns the models. */
        static Kind of(String owner) {
            return switch (owner) {
                case "vllm" -> new Kind("vLLM", "vllm");
                case "sglang" -> new Kind("SGLang", "sglang");
                default -> UNKNOWN;
            };
        }

        boolean isKnown() {
            return !dialect.isEmpty();
        }
    }

    private OpenAiRecognition(OpenAiCompatible host, Call call) {
        this.host = host;
        this.transport = host.transport();
        this.call = call;
    }

    static Optional<Recognition> of(String url, Duration limit) {
        try (OpenAiCompatible host = OpenAiCompatible.builder().url(url).build()) {
            CallPolicy policy = host.transport().policy();
            return policy.timeouts(policy.timeouts().total(limit))
                    .retryPolicy(RetryPolicy.none())
                    .run(call -> new OpenAiRecognition(host, call).recognise());
        } catch (AuthenticationException | TimeoutException e) {
            throw e;
        } catch (HostUnavailableException e) {
            if (e.status().isEmpty()) {
                throw e; // nothing answered, not even with an error
            }
            return Optional.empty();
        } catch (PosadaException e) {
            return Optional.empty();
        }
    }

    private Optional<Recognition> recognise() {
        HttpAnswer answer =
                transport.call(host.protocol().modelsRequest().allow(401).allow(403), call);
        if (answer.status() >= 400) {
            return refusal(answer);
        }
        List<ModelInfo> models = OpenAiModels.read(answer).all();
        Kind kind = models.isEmpty() ? Kind.UNKNOWN : Kind.of(text(models.get(0).json(), OWNER));
        return Optional.of(new Recognition(
                kind.isKnown() ? Certainty.NAMED : Certainty.COMPATIBLE, describe(kind, models, false)));
    }

    /** Servers of this wire refuse with JSON, proxies that may stand before anything with a page or nothing. */
    private Optional<Recognition> refusal(HttpAnswer answer) {
        if (answer.text().isBlank() || text(answer.text(), ERROR).isEmpty()) {
            throw answer.failure(answer.text());
        }
        return Optional.of(new Recognition(Certainty.COMPATIBLE, describe(Kind.UNKNOWN, List.of(), true)));
    }

    private DiscoveredHost describe(Kind kind, List<ModelInfo> models, boolean needsKey) {
        List<String> names = models.stream().map(ModelInfo::name).toList();
        // vLLM and SGLang hold in memory what they list; others load what is asked for, and do not tell.
        List<String> loaded = kind.isKnown() ? names : List.of();
        return new DiscoveredHost(uri(kind), kind.name(), version(kind), names, loaded, needsKey);
    }

    private String uri(Kind kind) {
        String uri = host.uri().toString();
        return kind.isKnown() ? uri + (uri.contains("?") ? "&" : "?") + "dialect=" + kind.dialect() : uri;
    }

    private @Nullable String version(Kind kind) {
        if (!kind.name().equals("vLLM")) {
            return null;
        }
        try {
            String version =
                    text(transport.call(HttpRequest.get("/version"), call).text(), VERSION);
            return version.isEmpty() ? null : version;
        } catch (PosadaException e) {
            return null; // it is vLLM all the same, behind a proxy perhaps or out of time
        }
    }

    /** The first of some fields of a JSON object that is a text or an object; empty if there is none. */
    private static String text(String json, JsonNames names) {
        String text = "";
        try {
            JsonCursor object = JsonCursor.of(json);
            object.beginObject();
            for (int name = object.nextName(names); name != JsonCursor.END; name = object.nextName(names)) {
                if (name != JsonCursor.UNKNOWN && text.isEmpty()) {
                    text = object.peek() == JsonCursor.Kind.STRING ? object.string() : object.raw();
                }
            }
            return text;
        } catch (PosadaException e) {
            return ""; // no JSON object
        }
    }
}
