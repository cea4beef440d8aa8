// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.posada.fuzz.Damage;
import dev.posada.fuzz.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** The framing, the way from an HTTP client to it, and the decoder behind it. */
class BedrockFuzzTest {
    private static final Replay REPLAY = new Replay();

    /** Ends with the JVM: building one takes much longer than an answer. */
    private static final Bedrock HOST = Bedrock.builder()
            .region("us-east-1")
            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("made", "up")))
            .httpClient(REPLAY)
            .retries(0)
            .build();

    @FuzzTest(maxDuration = "1m")
    void anAnswerEndsOnceAndTheSameHoweverItIsCut(byte[] bytes) {
        Outcome whole = outcome(bytes, Integer.MAX_VALUE);
        Outcome inPortions = outcome(bytes, 17);

        assertThat(inPortions).isEqualTo(whole);
    }

    @Test
    void aDamagedAnswerEndsOnceAndTheSameHoweverItIsCut() {
        Damage.each(
                BedrockFuzzTest.class,
                Damage.recordings("sdk-bedrock", ".eventstream"),
                this::anAnswerEndsOnceAndTheSameHoweverItIsCut);
    }

    private static Outcome outcome(byte[] bytes, int portion) {
        REPLAY.bytes(bytes, portion);
        return Outcome.ofStream(() -> HOST.chatModel("openai.gpt-oss-20b-1:0").stream("Hi"));
    }

    /** Answers all requests with the same bytes, so many at a time. */
    private static final class Replay implements SdkAsyncHttpClient {
        private volatile List<ByteBuffer> portions = List.of();

        void bytes(byte[] bytes, int size) {
            List<ByteBuffer> cut = new ArrayList<>();
            for (int at = 0; at < bytes.length; at += Math.min(size, bytes.length)) {
                cut.add(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at))
                        .slice());
            }
            portions = List.copyOf(cut);
        }

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            request.responseHandler()
                    .onHeaders(SdkHttpResponse.builder()
                            .statusCode(200)
                            .putHeader("Content-Type", "application/vnd.amazon.eventstream")
                            .build());
            request.responseHandler()
                    .onStream(SdkPublisher.fromIterable(portions).map(ByteBuffer::duplicate));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
