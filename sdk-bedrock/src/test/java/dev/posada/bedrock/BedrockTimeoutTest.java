// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.TimeoutException;
import dev.posada.testkit.SocketServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is slow and what has stalled. */
class BedrockTimeoutTest {
    private static final byte[] WHOLE = EventStreamFile.bytes("stream-answers-in-words");

    @RegisterExtension
    final FaultyBedrock bedrock = new FaultyBedrock();

    @Test
    void endsAStreamThatHasStalledAndKeepsItsWords() {
        bedrock.serve(
                connection -> {
                    connection.beginChunks();
                    connection.chunk(EventStreamFile.bytes("stream-ends-without-messagestop"));
                    connection.awaitEnd();
                },
                builder -> builder.idleTimeout(Duration.ofMillis(300)));

        TimeoutException failure = bedrock.failure(TimeoutException.class);

        assertThat(failure.phase()).isEqualTo(TimeoutException.Phase.IDLE);
        assertThat(failure.partialText()).isEqualTo("The sky");
    }

    @Test
    void endsAnAnswerThatDoesNotBegin() {
        bedrock.serve(SocketServer.Connection::awaitEnd, builder -> builder.firstTokenTimeout(Duration.ofMillis(300)));

        assertThat(bedrock.failure(TimeoutException.class).phase()).isEqualTo(TimeoutException.Phase.FIRST_TOKEN);
    }

    /** Longer in all than the idle timeout allows between two bytes, and slower than any event comes whole. */
    @Test
    void leavesASlowStreamAlone() {
        CountDownLatch never = new CountDownLatch(1);
        bedrock.serve(
                connection -> {
                    connection.beginChunks();
                    for (int i = 0; i < WHOLE.length; i += 20) {
                        connection.chunk(Arrays.copyOfRange(WHOLE, i, Math.min(WHOLE.length, i + 20)));
                        assertThat(never.await(30, TimeUnit.MILLISECONDS)).isFalse();
                    }
                    connection.endChunks();
                },
                builder -> builder.idleTimeout(Duration.ofMillis(600)));

        assertThat(bedrock.chat().text()).isEqualTo("The sky is blue — ☁");
    }
}
