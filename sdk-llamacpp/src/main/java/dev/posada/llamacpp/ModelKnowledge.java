// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.PosadaException;
import dev.posada.Thinking;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpTransport;
import dev.posada.http.Probing;
import dev.posada.spi.Call;
import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the server's models can do, as far as it matters for a request. The server takes much for granted without a word: thinking
 * where there is none, levels where there is a switch; and a picture that the model can't see is uploaded first and refused
 * then. So it is asked before, at most once a minute, and only for requests with thinking, pictures or sounds. Thread-safe.
 */
final class ModelKnowledge {
    /** Longer than a conversation's pause, shorter than it takes to wonder why a restarted server is not believed. */
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final HttpTransport transport;
    private final TimeSource time;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(LlamaCppProperties properties, long at) {}

    ModelKnowledge(HttpTransport transport, TimeSource time) {
        this.transport = transport;
        this.time = time;
    }

    /**
     * What the caller should know before a request is sent.
     *
     * @throws UnsupportedFeatureException if the model can't take in what the request holds
     */
    List<ChatWarning> check(String model, ChatRequest request, Call call) {
        boolean media = OptionRules.hasMedia(request);
        boolean thinking = request.thinking()
                .filter(setting -> setting.mode() != Thinking.Mode.OFF)
                .isPresent();
        if (!media && !thinking) {
            return List.of();
        }
        Optional<LlamaCppProperties> properties = properties(model, call);
        if (properties.isEmpty()) {
            return List.of();
        }
        if (media) {
            requireSenses(properties.get(), request);
        }
        return thinking ? thinkingWarnings(properties.get(), request.thinking().orElseThrow()) : List.of();
    }

    private Optional<LlamaCppProperties> properties(String model, Call call) {
        Known fresh = known.get(model);
        if (fresh != null && time.nanoTime() - fresh.at < FRESH_NANOS) {
            return Optional.of(fresh.properties);
        }
        try {
            LlamaCppProperties properties = LlamaCppApi.properties(transport, model, new Probing(call));
            known.put(model, new Known(properties, time.nanoTime()));
            return Optional.of(properties);
        } catch (PosadaException e) {
            call.ensureRunning();
            return Optional.empty(); // the request itself will tell what is wrong, if anything is
        }
    }

    private void requireSenses(LlamaCppProperties properties, ChatRequest request) {
        request.messages().stream()
                .flatMap(message -> message.content().stream())
                .forEach(part -> {
                    if (part instanceof Content.Image) {
                        requireSense(properties, "vision", "pictures");
                    } else if (part instanceof Content.Audio) {
                        requireSense(properties, "audio", "sounds");
                    }
                });
    }

    private void requireSense(LlamaCppProperties properties, String modality, String what) {
        if (!properties.modalities().getOrDefault(modality, true)) {
            throw new UnsupportedFeatureException(
                    "The model of llama-server at " + transport.url() + " takes in no " + what
                            + ". Models that do come with a second file, which the server needs as --mmproj.",
                    ErrorDetails.none());
        }
    }

    private static List<ChatWarning> thinkingWarnings(LlamaCppProperties properties, Thinking setting) {
        List<ChatWarning> warnings = new ArrayList<>();
        boolean level = setting.mode() == Thinking.Mode.LOW
                || setting.mode() == Thinking.Mode.MEDIUM
                || setting.mode() == Thinking.Mode.HIGH;
        if (properties.chatTemplate().isEmpty()) {
            return warnings;
        }
        if (!properties.thinks()) {
            warnings.add(approximated("The model's chat template knows no thinking; the setting has no effect."));
        } else if (level && !properties.knowsEffort()) {
            warnings.add(
                    approximated(
                            "The model's chat template knows no levels of thinking; it thinks as much as it likes. A budget limits it."));
        }
        return warnings;
    }

    private static ChatWarning approximated(String message) {
        return new ChatWarning(ChatWarning.APPROXIMATED, message);
    }
}
