// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.OutputFormat;
import dev.posada.Sampling;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailStreamConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.OutputConfig;
import software.amazon.awssdk.services.bedrockruntime.model.PerformanceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceTier;

/** Puts requests into the words of Converse, for one model. Immutable and thread-safe. */
final class BedrockRequestMapper {
    private final BedrockModel model;
    private final BedrockOptions defaults;
    private final ErrorDetails where;

    /**
     * A mapper for one model.
     *
     * @param defaults the options of the host, in the place of which those of a request stand
     * @param where the host and model, for errors
     */
    BedrockRequestMapper(BedrockModel model, BedrockOptions defaults, ErrorDetails where) {
        this.model = model;
        this.defaults = defaults;
        this.where = where;
    }

    /**
     * The request for Converse or ConverseStream, whichever the model has: a stream wherever it can be had, because only a
     * stream tells a slow answer from one that has stalled.
     *
     * @throws UnsupportedFeatureException if Bedrock or the model can't do what the request asks for
     * @throws InvalidRequestException if the request makes no sense to Bedrock
     */
    BedrockQuestion chat(ChatRequest request) {
        List<ChatWarning> warnings = new ArrayList<>(0);
        BedrockOptions options = options(request, warnings);
        BedrockMessages messages = new BedrockMessages(model, options, warnings, where).add(request.messages());
        BedrockTools tools = new BedrockTools(model, options, where);
        @Nullable String formatTool = formatTool(request, options);

        ConverseStreamRequest.Builder builder =
                ConverseStreamRequest.builder().modelId(model.id().text()).messages(messages.turns());
        if (!messages.system().isEmpty()) {
            builder.system(messages.system());
        }
        builder.inferenceConfig(inference(request.sampling()));
        builder.toolConfig(
                formatTool == null ? tools.of(request, messages) : tools.forced(formatTool, schema(request), messages));
        additionalFields(request, options, warnings, builder);
        output(request, options, formatTool, builder);
        transport(options, builder);
        boolean streamed = isStreamed(request, options, formatTool, warnings);
        return new BedrockQuestion(builder.build(), streamed, formatTool, List.copyOf(warnings));
    }

    private BedrockOptions options(ChatRequest request, List<ChatWarning> warnings) {
        List<BackendOptions> given = request.options();
        for (BackendOptions each : given) {
            if (each instanceof BedrockOptions own) {
                return own;
            }
        }
        if (!given.isEmpty()) {
            warnings.add(new ChatWarning(
                    ChatWarning.FOREIGN_OPTIONS,
                    "The request holds " + given.get(0).getClass().getSimpleName()
                            + ", which Bedrock does not read; its own are BedrockOptions."));
        }
        return defaults;
    }

    // ---- how the answer comes

    private boolean isStreamed(
            ChatRequest request, BedrockOptions options, @Nullable String formatTool, List<ChatWarning> warnings) {
        if (options.streamed().isPresent()) {
            return options.streamed().get();
        }
        boolean useTools = formatTool != null
                || (!request.tools().isEmpty() && request.toolChoice().mode() != ToolChoice.Mode.NONE);
        ModelFeature missing = model.lacks(ModelFeature.STREAMING)
                ? ModelFeature.STREAMING
                : useTools && model.lacks(ModelFeature.TOOLS_IN_STREAM) ? ModelFeature.TOOLS_IN_STREAM : null;
        if (missing == null) {
            return true;
        }
        warnings.add(new ChatWarning(
                ChatWarning.APPROXIMATED,
                "The model " + model.id().text() + " " + missing.complaint()
                        + ", so its answer comes in one piece. Allow for its whole time in firstTokenTimeout."));
        return false;
    }

    // ---- structured output

    private static String schema(ChatRequest request) {
        return request.outputFormat().schema().orElse("{\"type\":\"object\"}");
    }

    /** The name of the tool that stands in for an output format; {@code null} where none does. */
    private @Nullable String formatTool(ChatRequest request, BedrockOptions options) {
        OutputFormat format = request.outputFormat();
        if (format.kind() == OutputFormat.Kind.TEXT || isNative(format, options)) {
            return null;
        }
        if (!request.tools().isEmpty() && request.toolChoice().mode() != ToolChoice.Mode.NONE) {
            throw unsupported(
                    "can't be offered tools and held to an output format in one request. Let it call its tools"
                            + " first, then ask for the format in a request with ToolChoice.none()");
        }
        boolean canBeForced = !model.lacks(ModelFeature.TOOLS)
                && !(model.lacks(ModelFeature.ANY_TOOL) && model.lacks(ModelFeature.NAMED_TOOL));
        if (!canBeForced) {
            throw unsupported(
                    "can neither hold its answer to a schema nor be made to call a tool, so the form of its answer"
                            + " can't be promised. Describe the form in the prompt (StructuredOutput.instructions) and read the answer"
                            + " with StructuredOutput.parse, or take another model");
        }
        return format.name().isEmpty() ? "answer" : format.name();
    }

    private boolean isNative(OutputFormat format, BedrockOptions options) {
        if (options.structure().isPresent()) {
            return options.structure().get() == BedrockOptions.Structure.NATIVE;
        }
        // Bedrock's own means want each object's properties named, so that "any object" has only the tool.
        return format.kind() == OutputFormat.Kind.JSON_SCHEMA && model.has(ModelFeature.STRUCTURED_OUTPUT);
    }

    private void output(
            ChatRequest request,
            BedrockOptions options,
            @Nullable String formatTool,
            ConverseStreamRequest.Builder builder) {
        OutputConfig.Builder output = OutputConfig.builder();
        boolean isNative = request.outputFormat().kind() != OutputFormat.Kind.TEXT && formatTool == null;
        if (isNative) {
            OutputFormat format = request.outputFormat();
            output.textFormat(text -> text.type("json_schema")
                    .structure(structure -> structure.jsonSchema(definition -> definition
                            .name(format.name().isEmpty() ? "answer" : format.name())
                            .schema(BedrockSchema.forOutput(schema(request))))));
        }
        options.effort().ifPresent(output::effort);
        if (isNative || options.effort().isPresent()) {
            builder.outputConfig(output.build());
        }
    }

    // ---- settings

    private static @Nullable InferenceConfiguration inference(Sampling sampling) {
        InferenceConfiguration.Builder inference = InferenceConfiguration.builder();
        sampling.maxTokens().ifPresent(inference::maxTokens);
        sampling.temperature().ifPresent(value -> inference.temperature((float) value));
        sampling.topP().ifPresent(value -> inference.topP((float) value));
        if (!sampling.stop().isEmpty()) {
            inference.stopSequences(sampling.stop());
        }
        InferenceConfiguration built = inference.build();
        return built.equals(InferenceConfiguration.builder().build()) ? null : built;
    }

    private void additionalFields(
            ChatRequest request,
            BedrockOptions options,
            List<ChatWarning> warnings,
            ConverseStreamRequest.Builder builder) {
        Map<String, String> fields = new LinkedHashMap<>();
        refuseUnknownSampling(request);
        request.sampling().topK().ifPresent(topK -> fields.putAll(topK(topK)));
        request.thinking()
                .ifPresent(thinking -> fields.putAll(new BedrockThinking(model, warnings, where).fields(thinking)));
        fields.putAll(options.additionalFields());
        fields.putAll(request.extra());
        if (!fields.isEmpty()) {
            Map<String, Document> documents = new LinkedHashMap<>();
            fields.forEach((name, json) ->
                    documents.put(name, BedrockJson.document(BedrockJson.parse(json, "The field " + name))));
            builder.additionalModelRequestFields(Document.fromMap(documents));
        }
        if (!options.responseFields().isEmpty()) {
            builder.additionalModelResponseFieldPaths(options.responseFields());
        }
    }

    private Map<String, String> topK(int topK) {
        return switch (model.id().provider().orElse("")) {
            case "anthropic", "mistral" -> Map.of("top_k", Integer.toString(topK));
            case "amazon" -> Map.of("inferenceConfig", "{\"topK\":" + topK + "}");
            default ->
                throw notInConverse(
                        "topK",
                        "Where the model has it, give it under the model's own name with"
                                + " BedrockOptions.builder().additionalField(name, json)");
        };
    }

    private void refuseUnknownSampling(ChatRequest request) {
        Sampling sampling = request.sampling();
        String hint = "Where the model has it, give it under the model's own name with"
                + " BedrockOptions.builder().additionalField(name, json)";
        if (sampling.seed().isPresent()) {
            throw notInConverse("seed", hint);
        }
        if (sampling.minP().isPresent()) {
            throw notInConverse("minP", hint);
        }
        if (sampling.presencePenalty().isPresent()) {
            throw notInConverse("presencePenalty", hint);
        }
        if (sampling.frequencyPenalty().isPresent()) {
            throw notInConverse("frequencyPenalty", hint);
        }
        if (request.topLogprobs().isPresent()) {
            throw notInConverse("topLogprobs", "No model on Bedrock tells the probabilities of its tokens");
        }
    }

    private static void transport(BedrockOptions options, ConverseStreamRequest.Builder builder) {
        options.guardrailId().ifPresent(id -> {
            GuardrailStreamConfiguration.Builder guardrail = GuardrailStreamConfiguration.builder()
                    .guardrailIdentifier(id)
                    .guardrailVersion(options.guardrailVersion().orElse("DRAFT"));
            options.guardrailTrace().ifPresent(guardrail::trace);
            options.guardrailStreamMode().ifPresent(guardrail::streamProcessingMode);
            builder.guardrailConfig(guardrail.build());
        });
        options.serviceTier()
                .ifPresent(tier ->
                        builder.serviceTier(ServiceTier.builder().type(tier).build()));
        options.latency()
                .ifPresent(latency -> builder.performanceConfig(
                        PerformanceConfiguration.builder().latency(latency).build()));
        if (!options.requestMetadata().isEmpty()) {
            builder.requestMetadata(options.requestMetadata());
        }
    }

    private UnsupportedFeatureException notInConverse(String setting, String advice) {
        return new UnsupportedFeatureException(
                "Converse on Amazon Bedrock has no setting for " + setting + ". " + advice + ".", where);
    }

    private UnsupportedFeatureException unsupported(String complaint) {
        return new UnsupportedFeatureException(
                "The model " + model.id().text() + " on Amazon Bedrock " + complaint + ".", where);
    }
}
