// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.posada.ChatResponse;
import dev.posada.Content;
import dev.posada.FinishReason;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.PosadaException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.testkit.SocketServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the bytes of ConverseStream. */
class BedrockStreamTest {
    private static final String TEXT = "The sky is blue — ☁";

    @RegisterExtension
    final FaultyBedrock bedrock = new FaultyBedrock();

    @Test
    void isTheTextWithItsUsageAndLatency() {
        serve("stream-answers-in-words");

        ChatResponse answer = bedrock.chat();

        assertThat(answer.text()).isEqualTo(TEXT);
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.rawFinishReason()).contains("end_turn");
        assertThat(answer.usage().inputTokens()).isEqualTo(12);
        assertThat(answer.usage().cacheReadTokens()).isEmpty();
        assertThat(answer.timings().total()).contains(Duration.ofMillis(790));
        assertThat(answer.model()).isEqualTo(FaultyBedrock.MODEL);
    }

    @Test
    void cutAtAnyByteIsNeverASuccess() {
        byte[] whole = EventStreamFile.bytes("stream-answers-in-words");
        int[] length = {0};
        bedrock.serve(connection -> {
            connection.begin();
            connection.send(Arrays.copyOf(whole, length[0]));
        });

        for (; length[0] < whole.length; length[0]++) {
            PosadaException failure = bedrock.failure(PosadaException.class);

            assertThat(failure).as("%d bytes", length[0]).isInstanceOf(StreamInterruptedException.class);
            assertThat(TEXT).startsWith(failure.partialText());
        }
    }

    @Test
    void isTheSameByteByByte() {
        bedrock.serve(connection -> {
            connection.beginChunks();
            for (byte b : EventStreamFile.bytes("stream-answers-in-words")) {
                connection.chunk(new byte[] {b});
            }
            connection.endChunks();
        });

        assertThat(bedrock.chat().text()).isEqualTo(TEXT);
    }

    @Test
    void resetInTheMiddleKeepsTheWordsBefore() {
        CountDownLatch read = new CountDownLatch(1);
        bedrock.serve(connection -> {
            connection.beginChunks();
            connection.chunk(EventStreamFile.bytes("stream-ends-without-messagestop"));
            read.await();
            connection.reset();
        });

        StreamInterruptedException failure = catchThrowableOfType(StreamInterruptedException.class, () -> {
            for (String words : bedrock.model().stream("Hi").text()) {
                assertThat(words).isEqualTo("The sky");
                read.countDown();
            }
        });

        assertThat(failure.partialText()).isEqualTo("The sky");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-ends-without-messagestop", "stream-ends-without-metadata"})
    void thatEndsBeforeItsEndIsInterrupted(String stub) {
        serve(stub);

        StreamInterruptedException failure = bedrock.failure(StreamInterruptedException.class);

        assertThat(failure.partialText()).isEqualTo("The sky");
    }

    @Test
    void thinksAndCallsTools() {
        serve("stream-thinks-and-calls-two-tools");

        ChatResponse answer = bedrock.chat();

        assertThat(answer.message().content())
                .containsExactly(
                        new Content.Thinking("Need the tools.", "c2lnbmVk"),
                        new Content.RedactedThinking("c2VjcmV0"),
                        new Content.ToolCall("tooluse_1", "get_weather", "{\"city\":\"Lima\"}"),
                        new Content.ToolCall("tooluse_2", "get_time", "{}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.usage().inputTokens()).isEqualTo(241);
        assertThat(answer.usage().cacheReadTokens()).hasValue(100);
        assertThat(answer.usage().cacheWriteTokens()).hasValue(0);
    }

    @Test
    void throttledInTheMiddleIsAskedForOnce() {
        serve("stream-throttled-in-the-middle", 2);

        RateLimitException failure = bedrock.failure(RateLimitException.class);

        assertThat(failure.partialText()).isEqualTo("The sky");
        assertThat(failure).hasMessageContaining("Too many tokens");
        assertThat(bedrock.requests()).hasSize(1);
    }

    @Test
    void throttledBeforeItsFirstEventIsAskedForAgain() {
        bedrock.serveInTurn(
                builder -> builder.retries(2), script("stream-throttled-at-once"), script("stream-answers-in-words"));

        assertThat(bedrock.chat().text()).isEqualTo(TEXT);
        assertThat(bedrock.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "stream-fails-with-internal-server, true",
        "stream-fails-with-service-unavailable, true",
        "stream-fails-with-model-stream-error, true",
        "stream-fails-with-brand-new, true",
        "stream-fails-with-error-frame, true"
    })
    void failsInTheMiddleAsTheServiceSays(String stub, boolean retryable) {
        serve(stub, 2);

        HostUnavailableException failure = bedrock.failure(HostUnavailableException.class);

        assertThat(failure.partialText()).isEqualTo("The sky");
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(bedrock.requests()).hasSize(1);
    }

    @Test
    void refusedInTheMiddleIsAnInvalidRequest() {
        serve("stream-fails-with-validation");

        assertThat(bedrock.failure(InvalidRequestException.class).partialText()).isEqualTo("The sky");
    }

    @Test
    void survivesWhatIsNew() {
        serve("stream-has-unknown-things");

        ChatResponse answer = bedrock.chat();

        assertThat(answer.text()).isEqualTo("Hi");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.OTHER);
        assertThat(answer.rawFinishReason()).contains("brand_new");
        assertThat(answer.message().content())
                .containsExactly(new Content.Text("Hi"), new Content.Unknown("hologram", "{\"hologram\":{\"x\":1}}"));
        assertThat(answer.extra()).containsOnly(entry("somethingNew", "{\"a\":1}"), entry("brandNew", "true"));
        assertThat(answer.warnings()).isEmpty();
    }

    @Test
    void tellsWhatTheGuardrailDid() {
        serve("stream-guardrail-intervened");

        ChatResponse answer = bedrock.chat();

        assertThat(answer.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(answer.extra().get("trace")).contains("\"actionReason\":\"Guardrail blocked.\"");
        assertThat(answer.extra()).containsEntry("serviceTier", "{\"type\":\"flex\"}");
    }

    @Test
    void keepsCitationsAsJson() {
        serve("stream-cites-a-document");

        assertThat(bedrock.chat().extra().get("citations"))
                .isEqualTo("[{\"title\":\"Hours\",\"sourceContent\":[{\"text\":\"open 9-17\"}],"
                        + "\"location\":{\"documentPage\":{\"documentIndex\":0,\"start\":1,\"end\":1}}}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-answers-in-words", "stream-thinks-and-calls-two-tools", "stream-throttled-at-once"})
    void isStoredAsItsWordsSay(String stub) {
        assertThat(EventStreamFile.bytes(stub)).isEqualTo(EventStreamFile.encoded(stub));
    }

    private void serve(String stub) {
        serve(stub, 0);
    }

    private void serve(String stub, int retries) {
        bedrock.serve(script(stub), builder -> builder.retries(retries));
    }

    private static SocketServer.Handler script(String stub) {
        return connection -> {
            connection.beginChunks();
            connection.chunk(EventStreamFile.bytes(stub));
            connection.endChunks();
        };
    }
}
