// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatRequest;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.AnyToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.SpecificToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

/** The tools of a request in Bedrock's words. */
final class BedrockTools {
    private final BedrockModel model;
    private final BedrockOptions options;
    private final ErrorDetails where;

    BedrockTools(BedrockModel model, BedrockOptions options, ErrorDetails where) {
        this.model = model;
        this.options = options;
        this.where = where;
    }

    /**
     * The tools that may be called; {@code null} for none. Bedrock has no word for "none may be called" but to leave them out,
     * which it refuses when the conversation has calls in it.
     */
    @Nullable
    ToolConfiguration of(ChatRequest request, BedrockMessages messages) {
        boolean mayCall = request.toolChoice().mode() != ToolChoice.Mode.NONE;
        if (request.tools().isEmpty()) {
            if (messages.haveTools()) {
                throw new InvalidRequestException(
                        "The conversation holds calls of tools, and Bedrock wants to see those tools in every request that does:"
                                + " name them with tools(…), if need be with ToolChoice.none().",
                        where);
            }
            return null;
        }
        if (!mayCall && !messages.haveTools()) {
            return null;
        }
        model.require(ModelFeature.TOOLS, where);
        List<Tool> tools = new ArrayList<>();
        for (dev.posada.Tool tool : request.tools()) {
            tools.add(tool(tool.name(), tool.description(), tool.schema(), options.strictTools()));
        }
        if (options.cache().contains(BedrockOptions.CacheMark.TOOLS)) {
            tools.add(Tool.fromCachePoint(messages.cachePoint()));
        }
        return ToolConfiguration.builder()
                .tools(tools)
                .toolChoice(choice(request.toolChoice()))
                .build();
    }

    /** The one tool that the model is made to call, so that its arguments are the answer. */
    ToolConfiguration forced(String name, String schema, BedrockMessages messages) {
        if (messages.haveTools()) {
            throw new InvalidRequestException(
                    "The conversation holds calls of other tools, so the model can't be made to answer by a tool. Ask for the"
                            + " format in a conversation without them, or take a model that holds its answer to a schema.",
                    where);
        }
        boolean byName = !model.lacks(ModelFeature.NAMED_TOOL);
        return ToolConfiguration.builder()
                .tools(tool(name, "Gives the answer. Call this tool with the whole answer.", schema, false))
                .toolChoice(byName ? named(name) : any())
                .build();
    }

    private Tool tool(String name, String description, String schema, boolean strict) {
        ToolSpecification.Builder tool = ToolSpecification.builder()
                .name(name)
                .description(description.isBlank() ? name : description) // an empty one is refused
                .inputSchema(ToolInputSchema.fromJson(BedrockSchema.forTool(schema, strict)));
        if (strict) {
            model.require(ModelFeature.STRICT_TOOLS, where);
            tool.strict(true);
        }
        return Tool.fromToolSpec(tool.build());
    }

    private software.amazon.awssdk.services.bedrockruntime.model.@Nullable ToolChoice choice(ToolChoice choice) {
        return switch (choice.mode()) {
            case AUTO, NONE -> null; // auto is what no choice means, and some models refuse to be told so
            case REQUIRED -> {
                model.require(ModelFeature.ANY_TOOL, where);
                yield any();
            }
            case NAMED -> {
                model.require(ModelFeature.NAMED_TOOL, where);
                yield named(choice.toolName().orElseThrow());
            }
        };
    }

    private static software.amazon.awssdk.services.bedrockruntime.model.ToolChoice any() {
        return software.amazon.awssdk.services.bedrockruntime.model.ToolChoice.fromAny(
                AnyToolChoice.builder().build());
    }

    private static software.amazon.awssdk.services.bedrockruntime.model.ToolChoice named(String name) {
        return software.amazon.awssdk.services.bedrockruntime.model.ToolChoice.fromTool(
                SpecificToolChoice.builder().name(name).build());
    }
}
