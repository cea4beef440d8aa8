// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.InvalidRequestException;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.OutputFormat;
import dev.posada.Thinking;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import dev.posada.testkit.SocketServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the service is sent. */
class BedrockRequestTest {
    private static final String CLAUDE = "anthropic.claude-sonnet-4-20250514-v1:0";
    private static final String CITY =
            "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"minLength\":1}},\"required\":[\"name\"]}";
    private static final Tool WEATHER = Tool.ofSchema("get_weather", "Weather now", CITY, json -> "sunny");

    @RegisterExtension
    final FaultyBedrock bedrock = new FaultyBedrock();

    @Test
    void encodesTheModelIntoOneSegmentOfThePath() {
        send("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc", ChatRequest.of("Hi"));

        assertThat(bedrock.requests().get(0).path())
                .isEqualTo("/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012"
                        + "%3Aapplication-inference-profile%2Fabc/converse-stream");
    }

    @Test
    void holdsSettingsAndOptions() {
        String body = send(ChatRequest.builder()
                .system("Be brief.")
                .user("Hi")
                .maxTokens(64)
                .temperature(0.5)
                .stop("END")
                .thinking(Thinking.low())
                .options(BedrockOptions.builder()
                        .guardrail("g1", "2")
                        .guardrailTrace("enabled")
                        .serviceTier("flex")
                        .latency("optimized")
                        .requestMetadata("team", "a")
                        .additionalField("big", "12345678901234567890")
                        .responseFields("/x")
                        .build())
                .build());

        assertThat(body)
                .contains("\"system\":[{\"text\":\"Be brief.\"}]")
                .contains("\"maxTokens\":64")
                .contains("\"temperature\":0.5")
                .contains("\"stopSequences\":[\"END\"]")
                .contains("\"reasoning_effort\":\"low\"")
                .contains("\"big\":12345678901234567890")
                .contains("\"additionalModelResponseFieldPaths\":[\"/x\"]")
                .contains("\"guardrailIdentifier\":\"g1\"", "\"guardrailVersion\":\"2\"", "\"trace\":\"enabled\"")
                .contains("\"serviceTier\":{\"type\":\"flex\"}")
                .contains("\"performanceConfig\":{\"latency\":\"optimized\"}")
                .contains("\"requestMetadata\":{\"team\":\"a\"}");
    }

    @Test
    void mergesResultsOfToolsIntoOneTurnOfTheUser() {
        Content.ToolCall first = new Content.ToolCall("t1", "get_weather", "{\"name\":\"Lima\"}");
        Content.ToolCall second = new Content.ToolCall("t2", "get_weather", "{\"name\":\"Oslo\"}");

        String body = send(ChatRequest.builder()
                .user("Weather?")
                .add(new Message.Assistant(List.of(Content.text(" "), first, second)))
                .add(Message.toolResult(first, "sunny"))
                .add(Message.toolFailure(second, "no such city"))
                .user("Go on.")
                .tools(WEATHER)
                .build());

        assertThat(body)
                .contains("{\"role\":\"assistant\",\"content\":[{\"toolUse\":{\"toolUseId\":\"t1\"")
                .contains("{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":\"t1\","
                        + "\"content\":[{\"text\":\"sunny\"}]}},{\"toolResult\":{\"toolUseId\":\"t2\","
                        + "\"content\":[{\"text\":\"no such city\"}],\"status\":\"error\"}},{\"text\":\"Go on.\"}]}");
    }

    @Test
    void sendsThinkingBackOnlyToThoseWhoWantIt() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .add(new Message.Assistant(List.of(
                        new Content.Thinking("hm", "c2ln"),
                        new Content.RedactedThinking("c2VjcmV0"),
                        Content.text("Hello"))))
                .user("And?")
                .build();

        assertThat(send(CLAUDE, request))
                .contains("{\"reasoningContent\":{\"reasoningText\":{\"text\":\"hm\",\"signature\":\"c2ln\"}}}")
                .contains("{\"reasoningContent\":{\"redactedContent\":\"c2VjcmV0\"}}");
        assertThat(send(FaultyBedrock.MODEL, request)).doesNotContain("reasoningContent");
    }

    @Test
    void setsCachePointsByHandAndByPolicy() {
        String body = send(
                CLAUDE,
                ChatRequest.builder()
                        .system("Long.")
                        .user(Content.text("Doc"), new Content.CachePoint(), Content.text("Question"))
                        .tools(WEATHER)
                        .options(BedrockOptions.builder()
                                .cache(
                                        BedrockOptions.CacheMark.SYSTEM,
                                        BedrockOptions.CacheMark.TOOLS,
                                        BedrockOptions.CacheMark.MESSAGES)
                                .cacheTime(Duration.ofHours(1))
                                .build())
                        .build());

        String point = "{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}";
        assertThat(body)
                .contains("{\"text\":\"Long.\"}," + point)
                .contains("{\"text\":\"Doc\"}," + point + ",{\"text\":\"Question\"}," + point)
                .contains("}," + point + "]");
    }

    @Test
    void holdsDocumentsUnderNamesThatBedrockTakes() {
        String body = send(
                CLAUDE,
                ChatRequest.builder()
                        .user(
                                Content.text("Read."),
                                new Content.Document("a_b.pdf", Media.of(new byte[] {1}, "application/pdf")))
                        .options(BedrockOptions.builder().citations(true).build())
                        .build());

        assertThat(body)
                .contains("\"document\":{\"format\":\"pdf\",\"name\":\"a b pdf\",\"source\":{\"bytes\":\"AQ==\"},"
                        + "\"citations\":{\"enabled\":true}}");
    }

    @Test
    void adaptsTheSchemaWhereTheModelHoldsToOne() {
        String body = send(ChatRequest.builder()
                .user("A city")
                .outputFormat(OutputFormat.jsonSchema("City", CITY))
                .build());

        assertThat(body)
                .contains("\"textFormat\":{\"type\":\"json_schema\"")
                .contains("\\\"additionalProperties\\\":false")
                .doesNotContain("minLength");
    }

    @Test
    void forcesAToolWhereTheModelDoesNot() {
        bedrock.serve(script("stream-answers-by-format-tool"));

        ChatResponse answer = bedrock.model()
                .chat(ChatRequest.builder()
                        .user("A city")
                        .outputFormat(OutputFormat.jsonSchema("City", CITY))
                        .options(BedrockOptions.builder()
                                .structure(BedrockOptions.Structure.TOOL)
                                .build())
                        .build());

        assertThat(answer.text()).isEqualTo("{\"name\":\"Lima\"}");
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(bedrock.requests().get(0).body()).contains("\"toolChoice\":{\"tool\":{\"name\":\"City\"}}");
    }

    @Test
    void asksForOnePieceWhereTheModelCantCallToolsInAStream() {
        bedrock.serve(connection -> connection.answer(
                200,
                "application/json",
                "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"toolUse\":{\"toolUseId\":\"t1\","
                        + "\"name\":\"get_weather\",\"input\":{\"name\":\"Lima\",\"n\":12345678901}}}]}},"
                        + "\"stopReason\":\"tool_use\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"totalTokens\":3},"
                        + "\"metrics\":{\"latencyMs\":5}}"));

        ChatResponse answer = bedrock.host()
                .chatModel("us.meta.llama4-scout-17b-instruct-v1:0")
                .chat(ChatRequest.builder().user("Weather?").tools(WEATHER).build());

        assertThat(answer.toolCalls())
                .containsExactly(new Content.ToolCall("t1", "get_weather", "{\"name\":\"Lima\",\"n\":12345678901}"));
        assertThat(answer.warnings()).extracting("code").containsExactly("approximated");
        assertThat(bedrock.requests().get(0).path()).endsWith("/converse");
    }

    @Test
    void refusesWhatConverseCantDo() {
        bedrock.serve(script("stream-answers-in-words"));

        assertThatThrownBy(() -> bedrock.model().stream(
                        ChatRequest.builder().user("Hi").seed(1).build()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("seed");
        assertThatThrownBy(() -> bedrock.model().stream(
                        ChatRequest.builder().system("Only this.").build()))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() ->
                        bedrock.host().chatModel("us.meta.llama4-scout-17b-instruct-v1:0").stream(ChatRequest.builder()
                                .user("Hi")
                                .tools(WEATHER)
                                .toolChoice(ToolChoice.required())
                                .build()))
                .isInstanceOf(UnsupportedFeatureException.class);
        assertThat(bedrock.requests()).isEmpty();
    }

    private String send(ChatRequest request) {
        return send(FaultyBedrock.MODEL, request);
    }

    private String send(String model, ChatRequest request) {
        bedrock.serve(script("stream-answers-in-words"));
        bedrock.host().chatModel(model).chat(request);
        return bedrock.requests().get(0).body();
    }

    private static SocketServer.Handler script(String stub) {
        return connection -> {
            connection.beginChunks();
            connection.chunk(EventStreamFile.bytes(stub));
            connection.endChunks();
        };
    }
}
