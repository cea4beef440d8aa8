// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import static dev.posada.cli.ScriptedHost.fail;
import static dev.posada.cli.ScriptedHost.finish;
import static dev.posada.cli.ScriptedHost.text;
import static dev.posada.cli.ScriptedHost.thinking;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.HostUnavailableException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.Timings;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The objects that scripts read, field by field. */
class AskJsonTest {
    private final ScriptedHost host = ScriptedHost.named("json").chatModel("actor", true);

    @Test
    void anAnswerIsOneObjectOnOneLine() {
        host.answer(text("Blue\n"), text("\"sky\""), finish());

        CommandRun.Result result = ask();

        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .startsWith("{\"text\":\"Blue\\n\\\"sky\\\"\",\"finish\":\"stop\",\"model\":\"actor\","
                        + "\"host\":\"scripted://json\",\"usage\":{\"inputTokens\":7,\"outputTokens\":3},\"timings\":{")
                .endsWith("}}\n")
                .containsOnlyOnce("\n");
        assertThat(result.error()).isEmpty();
    }

    @Test
    void anAnswerCarriesThoughtsAndToolCalls() throws IOException {
        host.answer(
                thinking("I need the weather."),
                (sink, call) -> sink.toolCall("call_1", "weather", "{ \"city\": \"Lima\", \"n\": 1.50 }"),
                (sink, call) -> sink.toolCall("call_2", "weather", "{broken"),
                finish(FinishReason.TOOL_CALLS));

        String output = ask().output();

        JsonNode answer = parse(output);
        assertThat(answer.get("thinking").asText()).isEqualTo("I need the weather.");
        assertThat(answer.get("finish").asText()).isEqualTo("tool_calls");
        assertThat(output)
                .contains("{\"id\":\"call_1\",\"name\":\"weather\",\"arguments\":{\"city\":\"Lima\",\"n\":1.50}}");
        assertThat(answer.get("toolCalls").get(1).get("arguments").asText()).isEqualTo("{broken");
    }

    @Test
    void timingsAreInMilliseconds() throws IOException {
        host.answer(
                text("."),
                (sink, call) -> sink.timings(Timings.of(
                        Duration.ofMillis(1284), Duration.ofNanos(912_331_070), null, Duration.ofMillis(150))),
                finish());

        JsonNode timings = parse(ask().output()).get("timings");

        assertThat(timings.get("totalMs").asDouble()).isEqualTo(1284);
        assertThat(timings.get("loadMs").asDouble()).isEqualTo(912.331);
        assertThat(timings.get("generationMs").asDouble()).isEqualTo(150);
        assertThat(timings.get("tokensPerSecond").asDouble()).isEqualTo(20);
        assertThat(timings.has("promptMs")).isFalse();
        assertThat(timings.has("firstTokenMs")).isTrue();
    }

    @Test
    void aFailureIsOneObjectOnStandardError() {
        host.answer(
                text("Once upon"),
                fail(new StreamInterruptedException(
                        "It broke off.", ErrorDetails.none().status(200))));

        CommandRun.Result result = ask();

        assertThat(result)
                .isEqualTo(new CommandRun.Result(
                        8,
                        "",
                        "{\"error\":{\"type\":\"StreamInterruptedException\",\"message\":\"It broke off.\","
                                + "\"retryable\":true,\"status\":200,\"partialText\":\"Once upon\"}}\n"));
    }

    @Test
    void aFailureSaysHowLongToWaitAndWhy() throws IOException {
        host.answer(fail(new RateLimitException(
                "Too many.", ErrorDetails.none().status(429).retryAfter(Duration.ofSeconds(90)))));
        JsonNode limited = parse(ask().error()).get("error");
        host.answer(fail(new HostUnavailableException(
                HostUnavailableException.Reason.TLS_HOST_NAME, "Wrong name.", ErrorDetails.none(), null)));
        host.answers().removeFirst();
        JsonNode unavailable = parse(ask().error()).get("error");

        assertThat(limited.get("retryAfterMs").asLong()).isEqualTo(90_000);
        assertThat(limited.get("status").asInt()).isEqualTo(429);
        assertThat(unavailable.get("reason").asText()).isEqualTo("tls_host_name");
        assertThat(unavailable.get("retryable").asBoolean()).isFalse();
    }

    @Test
    void aTimeoutSaysInWhichPhase() throws IOException {
        host.answer(ScriptedHost.stall());

        CommandRun.Result result = ask("--first-token-timeout", "20ms");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(parse(result.error()).get("error").get("phase").asText()).isEqualTo("first_token");
    }

    @Test
    void whatIsToldBesidesWaitsForASuccess() {
        host.answer((sink, call) -> sink.warning(new ChatWarning("x", "Mind the step.")), text("."), finish());
        CommandRun.Result answered = ask();
        host.answer(
                (sink, call) -> sink.warning(new ChatWarning("x", "Mind the step.")),
                fail(new StreamInterruptedException("It broke off.", ErrorDetails.none())));
        host.answers().removeFirst();
        CommandRun.Result failed = ask("--retries", "0");

        assertThat(answered.error()).isEqualTo("Warning: Mind the step.\n");
        assertThat(failed.error()).startsWith("{\"error\":").containsOnlyOnce("\n");
    }

    @Test
    void mistakesInTheUseOfTheCommandAreObjectsToo() throws IOException {
        for (String mistake : new String[] {"--no-such-option", "--seed=x", "--thinking=much", "--idle-timeout=soon"}) {
            CommandRun.Result result = ask(mistake);

            assertThat(result.exitCode()).as(mistake).isEqualTo(2);
            assertThat(result.output()).as(mistake).isEmpty();
            assertThat(parse(result.error()).get("error").get("type").asText())
                    .as(mistake)
                    .isEqualTo("IllegalArgumentException");
        }
    }

    private static CommandRun.Result ask(String... options) {
        String[] arguments = new String[options.length + 5];
        System.arraycopy(new String[] {"ask", "--json", "--host", "scripted://json", "Why?"}, 0, arguments, 0, 5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return new CommandRun().run(arguments);
    }

    private static JsonNode parse(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
