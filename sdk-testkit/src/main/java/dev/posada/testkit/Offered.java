// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.CompletionRequest;
import dev.posada.Content;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.OutputFormat;
import dev.posada.Thinking;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What a request can ask for. What a backend has reaches the server; what it {@linkplain Lacks has not} is refused before
 * anything is sent, or answered with a warning.
 */
@Guarantee(7)
interface Offered extends OnStage {
    /** Characters that stand in no other part of a request. */
    String MARK = "Ollantaytambo";

    /** Whether the backend lacks a feature, by what its suite declares. */
    default boolean lacks(Feature feature) {
        return ContractReport.reason(getClass(), feature).isPresent();
    }

    @Test
    default void aConversationReachesTheModelInItsOrder() {
        ChatResponse response = asks(ChatRequest.builder()
                .add(Message.system("Be " + MARK))
                .user("first question")
                .assistant("first answer")
                .user("second question"));

        assertThat(response.text()).isNotEmpty();
        if (stage().hasServer()) {
            assertThat(sent()).contains(MARK).containsSubsequence("first question", "first answer", "second question");
        }
    }

    @Test
    default void samplingAndLimitsReachTheModel() {
        asks(stage().request().temperature(0.4375).topP(0.8125).maxTokens(4711).stop(MARK));

        reached("0.4375", "0.8125", "4711", MARK);
    }

    @Test
    @Offers(Feature.SEED)
    default void aSeed() {
        offers(Feature.SEED, stage().request().seed(424_242), "424242");
    }

    @Test
    @Offers(Feature.TOOLS)
    default void tools() {
        offers(
                Feature.TOOLS,
                stage().request().tools(ToolCallsComeOutRight.WEATHER),
                "weather",
                "The weather of a city");
    }

    @Test
    @Offers(Feature.TOOLS)
    default void resultsOfTools() {
        Content.ToolCall call = new Content.ToolCall("c1", "weather", "{\"city\":\"Lima\"}");
        ChatRequest.Builder request = stage().request()
                .tools(ToolCallsComeOutRight.WEATHER)
                .add(new Message.Assistant(List.of(call)))
                .add(Message.toolResult(call, "18 degrees at " + MARK));

        offers(Feature.TOOLS, request, "Lima", MARK);
    }

    @Test
    @Offers(Feature.TOOL_CHOICE)
    default void aToolChoice() {
        ChatRequest.Builder request =
                stage().request().tools(ToolCallsComeOutRight.WEATHER).toolChoice(ToolChoice.required());

        offers(Feature.TOOL_CHOICE, request);
        if (!lacks(Feature.TOOL_CHOICE) && stage().hasServer()) {
            assertThat(sent()).containsPattern("tool_?[cC]hoice");
        }
    }

    @Test
    @Offers(Feature.STRUCTURED_OUTPUT)
    default void aSchema() {
        String schema = "{\"type\":\"object\",\"properties\":{\"" + MARK + "\":{\"type\":\"string\"}},\"required\":[\""
                + MARK + "\"],\"additionalProperties\":false}";

        offers(
                Feature.STRUCTURED_OUTPUT,
                stage().request().outputFormat(OutputFormat.jsonSchema("city", schema)),
                MARK);
    }

    @Test
    @Guarantee(8)
    @Offers(Feature.THINKING)
    default void thinking() {
        offers(Feature.THINKING, stage().request().thinking(Thinking.on()));
    }

    @Test
    @Offers(Feature.IMAGES)
    default void images() {
        offers(Feature.IMAGES, withMedia(new Content.Image(media("image/png"))), base64());
    }

    @Test
    @Offers(Feature.DOCUMENTS)
    default void documents() {
        offers(Feature.DOCUMENTS, withMedia(new Content.Document("Guide", media("application/pdf"))), base64());
    }

    @Test
    @Offers(Feature.VIDEO)
    default void videos() {
        offers(Feature.VIDEO, withMedia(new Content.Video(media("video/mp4"))), base64());
    }

    @Test
    @Offers(Feature.LOGPROBS)
    default void logprobs() {
        offers(Feature.LOGPROBS, stage().request().topLogprobs(3));
    }

    @Test
    @Offers(Feature.EMBEDDINGS)
    default void embeddings() {
        stage().serve(Script.embeddings(List.of(List.of(0.25, 0.5, 0.75))));

        offers(
                Feature.EMBEDDINGS,
                () -> assertThat(stage().embeddings().embed("Hi").dimensions()).isEqualTo(3));
    }

    @Test
    @Offers(Feature.RERANK)
    default void reranking() {
        stage().serve(Script.answer("Hello"));

        offers(Feature.RERANK, () -> stage().host().rerankModel(Stage.MODEL));
    }

    @Test
    @Offers(Feature.COMPLETION)
    default void completions() {
        stage().serve(Script.answer("Hello"));

        offers(
                Feature.COMPLETION,
                () -> stage().host().completionModel(stage().model().name()));
    }

    /** Only what is sent counts here: the answer has a shape of its own, which the wires do not speak. */
    @Test
    @Offers(Feature.FILL_IN_THE_MIDDLE)
    default void fillingInTheMiddle() {
        stage().serve(Script.answer("Hello"));
        CompletionRequest request =
                CompletionRequest.builder("int a = ").suffix("; // " + MARK).build();

        Throwable outcome = catchThrowable(
                () -> stage().host().completionModel(stage().model().name()).complete(request));

        if (lacks(Feature.FILL_IN_THE_MIDDLE)) {
            assertThat(outcome).isInstanceOf(UnsupportedFeatureException.class);
        } else {
            assertThat(stage().server().requests())
                    .extracting(ReceivedRequest::body)
                    .anyMatch(body -> body.contains("int a = ") && body.contains(MARK));
        }
    }

    /** Some wires count in an answer of their own kind, others when they are asked besides. */
    @Test
    @Offers(Feature.TOKEN_COUNTING)
    default void tokenCounting() {
        stage().serve(Script.page(200, "application/json", "{\"inputTokens\":" + Wire.INPUT_TOKENS + "}"));

        offers(
                Feature.TOKEN_COUNTING,
                () -> assertThat(stage().model().countTokens(stage().request().build()))
                        .isPositive());
    }

    @Test
    @Offers(Feature.LIBRARY)
    default void aLibrary() {
        stage().serve(Script.answer("Hello"));

        assertThat(stage().host().library().isPresent()).isNotEqualTo(lacks(Feature.LIBRARY));
    }

    private static ChatRequest.Builder withMedia(Content media) {
        return ChatRequest.builder().user(Content.text("What is this?"), media);
    }

    private static Media media(String type) {
        return Media.of(MARK.getBytes(StandardCharsets.UTF_8), type);
    }

    private static String base64() {
        return Base64.getEncoder().encodeToString(MARK.getBytes(StandardCharsets.UTF_8));
    }

    private ChatResponse asks(ChatRequest.Builder request) {
        stage().serve(Script.answer("Hello"));
        return stage().model().chat(request.build());
    }

    private String sent() {
        return body(0);
    }

    private String body(int question) {
        return stage().server().questions().get(question).body();
    }

    private void reached(String... marks) {
        if (stage().hasServer() && marks.length > 0) {
            assertThat(sent()).contains(marks);
        }
    }

    private void offers(Feature feature, ChatRequest.Builder request, String... marks) {
        stage().serve(Script.answer("Hello"));
        if (!lacks(feature)) {
            stage().model().chat(request.build());
            reached(marks);
            if (stage().hasServer()) {
                stage().chat();
                assertThat(sent()).as(feature + ", asked for").isNotEqualTo(body(1));
            }
            return;
        }
        refusedOrWarned(() -> assertThat(stage().model().chat(request.build()).warnings())
                .as("warnings that " + feature + " is not there")
                .isNotEmpty());
    }

    private void offers(Feature feature, ThrowingCallable use) {
        Throwable outcome = catchThrowable(use);
        if (lacks(feature)) {
            assertThat(outcome).as(feature + ", which is missing").isInstanceOf(UnsupportedFeatureException.class);
        } else {
            assertThat(outcome).as(feature.toString()).isNull();
        }
    }

    private void refusedOrWarned(ThrowingCallable use) {
        Throwable outcome = catchThrowable(use);
        if (outcome != null) {
            assertThat(outcome).isInstanceOf(UnsupportedFeatureException.class);
            assertThat(stage().hasServer() ? stage().server().questions() : List.of())
                    .as("what was sent nevertheless")
                    .isEmpty();
        }
    }
}
