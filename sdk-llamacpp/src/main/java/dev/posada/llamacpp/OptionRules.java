// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.Content;
import dev.posada.EmbeddingRequest;
import dev.posada.ErrorDetails;
import dev.posada.ModelRequest;
import dev.posada.OutputFormat;
import dev.posada.Thinking;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import dev.posada.llamacpp.LlamaCppOptions.Use;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes together in a request and what does not. The server ignores or mixes up much of the latter without a word, so it is
 * refused before it is sent.
 */
final class OptionRules {
    private OptionRules() {}

    /**
     * The fields that the options of a request and of its host make, after a check.
     *
     * @throws UnsupportedFeatureException if the request asks for what the server does not do
     * @throws IllegalArgumentException if it sets a field that would break the call
     */
    static Map<String, String> fields(ModelRequest request, Use use, LlamaCppOptions defaults) {
        Optional<LlamaCppOptions> own = request.options(LlamaCppOptions.class);
        own.ifPresent(options -> requirePlaced(options, use));
        request.extra().forEach(LlamaCppOptions::requireAllowed);
        LlamaCppOptions options = own.map(given -> given.orElse(defaults)).orElse(defaults);
        Map<String, String> fields = new LinkedHashMap<>(options.fieldsFor(use));
        boolean grammar = options.has("grammar");
        if (grammar && request.outputFormat().kind() != OutputFormat.Kind.TEXT) {
            throw unsupported("A grammar and a JSON format in one request: the server takes one of them.");
        }
        if (request instanceof ChatRequest chat) {
            requireConsistent(chat, grammar);
            Map<String, String> arguments = new LinkedHashMap<>(options.templateArguments());
            if (grammar) {
                arguments.putIfAbsent("enable_thinking", "false");
            }
            if (!arguments.isEmpty()) {
                fields.put("chat_template_kwargs", LlamaCppJson.object(arguments));
            }
        }
        return fields;
    }

    private static void requireConsistent(ChatRequest request, boolean grammar) {
        boolean tools = !request.tools().isEmpty() && request.toolChoice().mode() != ToolChoice.Mode.NONE;
        if (grammar && tools) {
            throw unsupported("A grammar and tools in one request: the grammar would bind the calls of tools, too.");
        }
        if (grammar
                && request.thinking()
                        .filter(setting -> setting.mode() != Thinking.Mode.OFF)
                        .isPresent()) {
            throw unsupported("A grammar and thinking in one request: the grammar would bind the thoughts, too."
                    + " Use a JSON schema, which binds the answer alone.");
        }
        if (tools && request.outputFormat().kind() != OutputFormat.Kind.TEXT) {
            throw unsupported(
                    "Tools and a JSON format in one request: the format wins, and no tool would ever be called."
                            + " Let the tools be called first, and ask for the format in a request without them.");
        }
        if (tools && request.topLogprobs().isPresent()) {
            throw unsupported("Tools and the probabilities of tokens in one request: the server does not stream both.");
        }
    }

    /**
     * The fields that the options of a request and of its host make.
     *
     * @throws UnsupportedFeatureException if the request asks for what the server does not do
     */
    static Map<String, String> fields(EmbeddingRequest request, LlamaCppOptions defaults) {
        if (request.dimensions().isPresent()) {
            throw unsupported("The server makes vectors of the model's own length; it does not shorten them.");
        }
        if (request.truncate()) {
            throw unsupported("The server does not cut texts that are too long.");
        }
        BackendOptions given = request.options().orElse(LlamaCppOptions.none());
        if (!(given instanceof LlamaCppOptions options)) {
            return defaults.fieldsFor(Use.EMBEDDING);
        }
        requirePlaced(options, Use.EMBEDDING);
        return options.orElse(defaults).fieldsFor(Use.EMBEDDING);
    }

    private static void requirePlaced(LlamaCppOptions options, Use use) {
        List<String> misplaced = options.misplacedFor(use);
        if (!misplaced.isEmpty()) {
            throw unsupported("The options " + misplaced + " mean nothing to " + use.words() + ".");
        }
    }

    /** Whether a request holds something that is not made of words. */
    static boolean hasMedia(ChatRequest request) {
        return request.messages().stream()
                .flatMap(message -> message.content().stream())
                .anyMatch(part -> part instanceof Content.Image || part instanceof Content.Audio);
    }

    static UnsupportedFeatureException unsupported(String message) {
        return new UnsupportedFeatureException("llama-server can't do this. " + message, ErrorDetails.none());
    }
}
