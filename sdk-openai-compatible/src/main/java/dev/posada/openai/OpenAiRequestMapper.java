// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.CompletionRequest;
import dev.posada.EmbeddingRequest;
import dev.posada.ErrorDetails;
import dev.posada.ModelRequest;
import dev.posada.OutputFormat;
import dev.posada.Sampling;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.http.JsonWriter;
import dev.posada.openai.Dialect.Dimensions;
import dev.posada.openai.Dialect.EmbeddingEncoding;
import dev.posada.openai.Dialect.JsonForm;
import dev.posada.openai.Dialect.RerankForm;
import dev.posada.openai.Dialect.Sampler;
import dev.posada.openai.Dialect.SchemaHint;
import dev.posada.openai.Dialect.TokenLimit;
import dev.posada.openai.Dialect.ToolChoiceForm;
import dev.posada.openai.Dialect.UsageRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts requests into the words of the OpenAI wire, for one model. Immutable and thread-safe. */
final class OpenAiRequestMapper {
    private static final String ANY_OBJECT = "{\"type\":\"object\"}";

    private final String model;
    private final Dialect dialect;
    private final OpenAiExtension extension;
    private final ErrorDetails where;

    /**
     * A mapper for one model.
     *
     * @param where host and model, for errors
     */
    OpenAiRequestMapper(String model, Dialect dialect, OpenAiExtension extension, ErrorDetails where) {
        this.model = model;
        this.dialect = dialect;
        this.extension = extension;
        this.where = where;
    }

    /**
     * The body for {@code /v1/chat/completions}.
     *
     * @param streamed whether the answer is to come in pieces
     * @throws dev.posada.UnsupportedFeatureException if the server can't do what the request asks for
     * @throws dev.posada.InvalidRequestException if the request makes no sense on this wire
     */
    OpenAiBody chat(ChatRequest request, boolean streamed) {
        OpenAiTarget target = new OpenAiTarget(dialect, where);
        if (request.messages().isEmpty()) {
            throw target.invalid("The request has no messages.");
        }
        OpenAiFields fields = begin(request, target);
        if (fields.begin("messages")) {
            new OpenAiMessages(fields.json(), target).write(request.messages(), instruction(request));
        }
        addStream(streamed, fields);
        if (!request.sampling().isEmpty()) {
            addSampling(request.sampling(), dialect.tokenLimit(), fields, target);
        }
        addTools(request, fields, target);
        addFormat(request.outputFormat(), fields);
        request.thinking().ifPresent(thinking -> OpenAiThinking.write(thinking, fields, target));
        request.topLogprobs().ifPresent(alternatives -> {
            fields.add("logprobs", true);
            if (alternatives > 0) {
                fields.add("top_logprobs", alternatives);
            }
        });
        return new OpenAiBody(fields.end(), target.warnings());
    }

    /** The body for {@code /v1/completions}. */
    OpenAiBody completion(CompletionRequest request) {
        OpenAiTarget target = new OpenAiTarget(dialect, where);
        if (request.suffix().isPresent()) {
            throw target.unsupported(target.server() + " can't fill a gap over this wire: few servers read a suffix."
                    + " If yours does, send it as an extra field named suffix.");
        }
        OpenAiFields fields = begin(request, target);
        fields.add("prompt", request.prompt());
        addStream(true, fields);
        // The completion wire is older than max_completion_tokens and has never learnt it.
        addSampling(request.sampling(), TokenLimit.MAX_TOKENS, fields, target);
        addFormat(request.outputFormat(), fields);
        return new OpenAiBody(fields.end(), target.warnings());
    }

    /** The body for {@code /v1/embeddings}. */
    OpenAiBody embedding(EmbeddingRequest request) {
        OpenAiTarget target = new OpenAiTarget(dialect, where);
        if (request.truncate()) {
            throw target.unsupported(
                    "The OpenAI wire has no way to ask for long texts to be cut. If the server has one of"
                            + " its own, such as truncate_prompt_tokens of vLLM, send that with OpenAiOptions.builder().field(…).");
        }
        if (request.dimensions().isPresent() && dialect.dimensions() == Dimensions.FIXED) {
            throw target.unsupported(target.server() + " can't shorten vectors; leave dimensions out.");
        }
        warnOfForeign(request.options().map(List::of).orElse(List.of()), target);
        OpenAiFields fields = begin(extension.fields(request));
        if (fields.begin("input")) {
            writeTexts(request.texts(), fields.json());
        }
        if (dialect.embeddingEncoding() != EmbeddingEncoding.UNASKED) {
            fields.add("encoding_format", dialect.embeddingEncoding().name().toLowerCase(Locale.ROOT));
        }
        request.dimensions().ifPresent(length -> fields.add("dimensions", length));
        return new OpenAiBody(fields.end(), target.warnings());
    }

    /** The body for {@code /v1/rerank}. */
    JsonWriter rerank(String query, List<String> documents, int limit) {
        OpenAiFields fields = begin(Map.of());
        fields.add("query", query);
        boolean texts = dialect.rerank() == RerankForm.TEXTS;
        writeTexts(documents, fields.json().name(texts ? "texts" : "documents"));
        if (!texts) {
            fields.add("top_n", Math.min(limit, documents.size()));
        }
        return fields.end();
    }

    private static void writeTexts(List<String> texts, JsonWriter json) {
        json.beginArray();
        texts.forEach(json::value);
        json.endArray();
    }

    private OpenAiFields begin(ModelRequest request, OpenAiTarget target) {
        warnOfForeign(request.options(), target);
        Map<String, String> given = new LinkedHashMap<>(extension.fields(request));
        given.putAll(request.extra());
        String count = given.getOrDefault("n", "1");
        if (!count.equals("1")) {
            throw target.unsupported(
                    "A call has one answer, but the field n asks for " + count + ". Make several calls.");
        }
        extension.warnings(request).forEach(target.warnings()::add);
        return begin(given);
    }

    /** Where a server has one model only, it may have no name. */
    private OpenAiFields begin(Map<String, String> given) {
        OpenAiFields fields = new OpenAiFields(given);
        if (!model.isEmpty()) {
            fields.add("model", model);
        }
        return fields;
    }

    private void warnOfForeign(List<BackendOptions> options, OpenAiTarget target) {
        if (!options.isEmpty() && options.stream().noneMatch(extension.optionsType()::isInstance)) {
            target.warn(
                    ChatWarning.FOREIGN_OPTIONS,
                    "The request holds " + options.get(0).getClass().getSimpleName()
                            + ", which is not read here; what is read is "
                            + extension.optionsType().getSimpleName() + ".");
        }
    }

    private void addStream(boolean streamed, OpenAiFields fields) {
        if (!streamed) {
            return;
        }
        fields.add("stream", true);
        if (dialect.usage() == UsageRequest.STREAM_OPTIONS) {
            fields.addRaw("stream_options", "{\"include_usage\":true}");
        }
    }

    private void addSampling(Sampling sampling, TokenLimit limit, OpenAiFields fields, OpenAiTarget target) {
        sampling.temperature().ifPresent(value -> fields.add("temperature", value));
        sampling.topP().ifPresent(value -> fields.add("top_p", value));
        sampling.topK().ifPresent(value -> {
            require(Sampler.TOP_K, "topK", target);
            fields.add("top_k", value);
        });
        sampling.minP().ifPresent(value -> {
            require(Sampler.MIN_P, "minP", target);
            fields.add("min_p", value);
        });
        sampling.presencePenalty().ifPresent(value -> fields.add("presence_penalty", value));
        sampling.frequencyPenalty().ifPresent(value -> fields.add("frequency_penalty", value));
        sampling.seed().ifPresent(value -> fields.add("seed", value));
        sampling.maxTokens().ifPresent(value -> fields.add(limit.name().toLowerCase(Locale.ROOT), value));
        if (!sampling.stop().isEmpty() && fields.begin("stop")) {
            writeTexts(sampling.stop(), fields.json());
        }
    }

    private void require(Sampler sampler, String setting, OpenAiTarget target) {
        if (!dialect.samplers().contains(sampler)) {
            throw target.unsupported(target.server() + " has no " + setting + ". Leave it out, or use topP.");
        }
    }

    // ---- tools

    private void addTools(ChatRequest request, OpenAiFields fields, OpenAiTarget target) {
        ToolChoice choice = request.toolChoice();
        ToolChoiceForm form = dialect.toolChoice();
        boolean forbidden = choice.mode() == ToolChoice.Mode.NONE && form == ToolChoiceForm.AUTO;
        if (request.tools().isEmpty() || forbidden) {
            return;
        }
        boolean alone = choice.mode() == ToolChoice.Mode.NAMED && form == ToolChoiceForm.ONLY_TOOL;
        if (fields.begin("tools")) {
            write(alone ? named(request) : request.tools(), fields.json());
        }
        switch (choice.mode()) {
            case AUTO -> {}
            case NONE -> fields.add("tool_choice", "none");
            case REQUIRED -> addRequired(choice, fields, target);
            case NAMED -> {
                if (alone) {
                    addRequired(choice, fields, target);
                } else {
                    addNamed(choice, fields, target);
                }
            }
        }
    }

    private static List<Tool> named(ChatRequest request) {
        String name = request.toolChoice().toolName().orElseThrow();
        return request.tools().stream().filter(tool -> tool.name().equals(name)).toList();
    }

    private void addRequired(ToolChoice choice, OpenAiFields fields, OpenAiTarget target) {
        requireChoice(choice, target);
        fields.add("tool_choice", "required");
    }

    private void addNamed(ToolChoice choice, OpenAiFields fields, OpenAiTarget target) {
        requireChoice(choice, target);
        if (fields.begin("tool_choice")) {
            JsonWriter json =
                    fields.json().beginObject().field("type", "function").name("function");
            json.beginObject()
                    .field("name", choice.toolName().orElseThrow())
                    .endObject()
                    .endObject();
        }
    }

    private void requireChoice(ToolChoice choice, OpenAiTarget target) {
        if (dialect.toolChoice() == ToolChoiceForm.AUTO) {
            throw target.unsupported(
                    target.server() + " has no tool choice: the model decides whether it calls a tool, so "
                            + choice
                            + " can't be promised. Leave the choice to the model and say in the prompt that it should call"
                            + " the tool, or ask for the arguments with an output format instead.");
        }
    }

    private static void write(List<Tool> tools, JsonWriter json) {
        json.beginArray();
        for (Tool tool : tools) {
            json.beginObject().field("type", "function").name("function").beginObject();
            json.field("name", tool.name()).field("description", tool.description());
            json.name("parameters").raw(tool.schema());
            json.endObject().endObject();
        }
        json.endArray();
    }

    // ---- output format

    private void addFormat(OutputFormat format, OpenAiFields fields) {
        switch (format.kind()) {
            case TEXT -> {}
            case JSON -> {
                if (dialect.json() == JsonForm.JSON_OBJECT) {
                    fields.addRaw("response_format", "{\"type\":\"json_object\"}");
                } else {
                    addSchema("object", ANY_OBJECT, fields);
                }
            }
            case JSON_SCHEMA -> addSchema(format.name(), format.schema().orElse(ANY_OBJECT), fields);
        }
    }

    private void addSchema(String name, String schema, OpenAiFields fields) {
        switch (dialect.jsonSchema()) {
            case NESTED -> addNested(name, schema, fields);
            case IN_JSON_OBJECT ->
                fields.addRaw("response_format", "{\"type\":\"json_object\",\"schema\":" + schema + "}");
            case AS_VALUE -> fields.addRaw("response_format", "{\"type\":\"json_object\",\"value\":" + schema + "}");
            case TOP_LEVEL -> fields.addRaw("json_schema", schema);
            case GUIDED_JSON -> fields.addRaw("guided_json", schema);
            case STRUCTURED_OUTPUTS -> fields.addRaw("structured_outputs", "{\"json\":" + schema + "}");
        }
    }

    private static void addNested(String name, String schema, OpenAiFields fields) {
        if (fields.begin("response_format")) {
            JsonWriter json =
                    fields.json().beginObject().field("type", "json_schema").name("json_schema");
            json.beginObject().field("name", name.isEmpty() ? "answer" : name);
            if (StrictSchema.fits(schema)) {
                json.field("strict", true);
            }
            json.name("schema").raw(schema).endObject().endObject();
        }
    }

    /** Most servers hold the answer to the schema but do not show it to the model, which would fill in a form unread. */
    private String instruction(ChatRequest request) {
        String schema = request.outputFormat().schema().orElse("");
        boolean isWanted =
                !schema.isEmpty() && dialect.schemaHint() == SchemaHint.IN_PROMPT && extension.showsSchema(request);
        return isWanted && !mentions(request, schema)
                ? "Answer with JSON alone, valid against this JSON Schema:\n" + schema
                : "";
    }

    private static boolean mentions(ChatRequest request, String schema) {
        return request.messages().stream().anyMatch(message -> message.text().contains(schema));
    }
}
