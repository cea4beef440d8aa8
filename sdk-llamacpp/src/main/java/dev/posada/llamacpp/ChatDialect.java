// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.BackendOptions;
import dev.posada.EmbeddingRequest;
import dev.posada.ModelRequest;
import dev.posada.Thinking.Mode;
import dev.posada.llamacpp.LlamaCppOptions.Use;
import dev.posada.openai.Dialect;
import dev.posada.openai.Dialect.Dimensions;
import dev.posada.openai.Dialect.EmbeddingEncoding;
import dev.posada.openai.Dialect.Input;
import dev.posada.openai.Dialect.JsonForm;
import dev.posada.openai.Dialect.ToolChoiceForm;
import dev.posada.openai.OpenAiExtension;
import dev.posada.openai.ThinkingControl;
import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import java.util.Map;
import java.util.Set;

/** How llama-server differs from others on the OpenAI wire. Thread-safe. */
final class ChatDialect implements OpenAiExtension {
    /**
     * A tool by its name is taken for "any or none" without a word, and so is any JSON object: both are put in a way that the
     * server understands.
     */
    static final Dialect DIALECT = Dialect.standard().toBuilder()
            .name("llama-server")
            .json(JsonForm.OBJECT_SCHEMA)
            .toolChoice(ToolChoiceForm.ONLY_TOOL)
            .thinkingControl(ThinkingControl.none()
                    .templateSwitch("enable_thinking")
                    .effort(Mode.LOW, Mode.MEDIUM, Mode.HIGH)
                    .budget("reasoning_budget_tokens")
                    .whenOff("reasoning_budget_tokens", "0"))
            .inputs(Input.IMAGE, Input.IMAGE_ADDRESS, Input.AUDIO)
            .dimensions(Dimensions.FIXED)
            .embeddingEncoding(EmbeddingEncoding.BASE64)
            .build();

    private final LlamaCppOptions defaults;

    ChatDialect(LlamaCppOptions defaults) {
        this.defaults = defaults;
    }

    @Override
    public Class<? extends BackendOptions> optionsType() {
        return LlamaCppOptions.class;
    }

    @Override
    public Map<String, String> fields(ModelRequest request) {
        return OptionRules.fields(request, Use.CHAT, defaults);
    }

    @Override
    public Map<String, String> fields(EmbeddingRequest request) {
        return OptionRules.fields(request, defaults);
    }

    @Override
    public Set<String> answerFields() {
        return Set.of("timings");
    }

    @Override
    public void read(String field, JsonCursor value, EventSink sink) {
        String json = value.raw();
        sink.timings(LlamaCppTimings.read(JsonCursor.of(json)).toTimings());
        sink.extra(field, json);
    }
}
