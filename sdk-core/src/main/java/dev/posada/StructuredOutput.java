// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the form of a Java type or of a JSON schema. Immutable and thread-safe.
 *
 * <pre>{@code
 * StructuredOutput<Recipe> output = StructuredOutput.of(Recipe.class);
 * ChatResponse response = model.chat(output.applyTo(ChatRequest.of("A pancake recipe for two")));
 * Recipe recipe = output.parse(response);
 * }</pre>
 *
 * <p>{@link ChatModel#chat(ChatRequest, Class)} is the same in one call, for when the rest of the response does not matter.
 *
 * <p>A type is best a record of text, numbers, booleans, enums, {@code java.time} types as ISO-8601 text, lists, sets, maps
 * with text as keys, and further records, which may contain themselves. What is {@code Optional} or marked
 * {@code @Nullable} may be missing; all else must be there. Of a sealed type, the property {@code type} names the member.
 * {@link Description} tells the model what things mean, and Jackson's annotations can rename them. A type whose JSON is no
 * object travels as the property {@code value} of one.
 *
 * <p>The host is asked to enforce the schema; whether it does, differs. So answers are checked here, too.
 *
 * @param <T> what an answer becomes
 */
public final class StructuredOutput<T> {
    private final String name;
    private final Supplier<? extends JsonForm<T>> form;

    private StructuredOutput(String name, Supplier<? extends JsonForm<T>> form) {
        this.name = name;
        this.form = form;
    }

    /** Answers that become values of a type. */
    public static <T> StructuredOutput<T> of(Class<T> type) {
        // The form is asked for when it is needed: making a schema takes a while, and it is kept with the type.
        return new StructuredOutput<>(Names.accepted(type.getSimpleName()), () -> TypeForm.of(type));
    }

    /** Answers that become lists of values of a type. */
    public static <E> StructuredOutput<List<E>> listOf(Class<E> elementType) {
        return new StructuredOutput<>(
                Names.accepted("list_of_" + elementType.getSimpleName()), () -> TypeForm.listOf(elementType));
    }

    /**
     * Answers that stay JSON text, checked against a schema.
     *
     * @param name a short name for the schema, which some hosts want: letters, digits, {@code _} and {@code -}
     * @param schemaJson the JSON Schema as text; most hosts want {@code "type": "object"} at its root
     * @throws IllegalArgumentException if some host would refuse the name, or the text is not a JSON schema
     */
    public static StructuredOutput<String> ofSchema(String name, String schemaJson) {
        SchemaForm form = new SchemaForm(schemaJson, "The schema " + name);
        return new StructuredOutput<>(Names.require(name, "a schema"), () -> form);
    }

    /**
     * The JSON Schema, as text. The first call for a type is slow.
     *
     * @throws IllegalArgumentException if the type has no JSON schema; the message says which part of it and what to do
     */
    public String schema() {
        return form.get().schema();
    }

    /**
     * The request with the demand for this form. The messages stay as they are: most hosts do not show the schema to the
     * model, so small models do better if {@link #instructions()} are among the messages.
     *
     * @throws IllegalArgumentException if the type has no JSON schema
     */
    public ChatRequest applyTo(ChatRequest request) {
        return request.toBuilder()
                .outputFormat(OutputFormat.jsonSchema(name, schema()))
                .build();
    }

    /** Words that tell a model of the form, to be put into a system or user message. */
    public String instructions() {
        return "Answer with JSON alone, valid against this JSON Schema:\n" + schema();
    }

    /**
     * The value that an answer holds. An answer that is one Markdown code block as a whole is taken for what stands in the
     * block: models write it so where the host does not enforce schemas. A {@code null} counts as left out.
     *
     * @throws ProtocolException if the answer is cut off, calls tools, is no JSON or does not fit; the message names the place
     *     and quotes the text, and {@link PosadaException#partialText()} has all of it
     * @throws ContentBlockedException if the host's filter ended the answer
     */
    public T parse(ChatResponse response) {
        return parse(response, null);
    }

    T parse(ChatResponse response, @Nullable String host) {
        try {
            requireWhole(response);
            return form.get().read(withoutFence(response.text()), "the answer of " + response.model());
        } catch (PosadaException e) {
            e.complete(host, response.model(), response.text());
            throw e;
        }
    }

    private void requireWhole(ChatResponse response) {
        String answer = "The answer of " + response.model();
        if (!response.toolCalls().isEmpty()) {
            throw new ProtocolException(
                    answer + " calls the tool " + response.toolCalls().get(0).name() + " and is no "
                            + form.get().name() + " yet. Run the tools first, with a ToolLoop, or ask without tools.",
                    ErrorDetails.none());
        }
        if (response.finishReason() == FinishReason.CONTENT_FILTER) {
            throw new ContentBlockedException(
                    answer + " was ended by the host's content filter. The text is: " + Json.quoted(response.text()),
                    ErrorDetails.none());
        }
        if (response.finishReason() == FinishReason.LENGTH) {
            throw new ProtocolException(
                    answer + " was cut off at the token limit ("
                            + response.usage().outputTokens()
                            + " tokens), before it was a whole " + form.get().name()
                            + ". Raise maxTokens, or ask for less. The text is: " + Json.quoted(response.text()),
                    ErrorDetails.none());
        }
    }

    private static String withoutFence(String answer) {
        String text = answer.strip();
        int firstLineEnd = text.indexOf('\n');
        boolean isFenced = text.startsWith("```") && text.endsWith("```") && firstLineEnd > 0;
        return isFenced ? text.substring(firstLineEnd, Math.max(firstLineEnd, text.length() - 3)) : answer;
    }

    @Override
    public String toString() {
        return "StructuredOutput[" + name + "]";
    }
}
