// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.HostUnavailableException;
import dev.posada.Limits;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.RateLimitException;
import dev.posada.StreamInterruptedException;
import dev.posada.testkit.SocketServer;
import java.net.URI;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/** Streams over clients of the AWS SDK that are the caller's own: the same bytes are read in the same way. */
class HandedInClientTest {
    private static final byte[] WHOLE = EventStreamFile.bytes("stream-thinks-and-calls-two-tools");
    private static final byte[] BEGINNING = EventStreamFile.bytes("stream-ends-without-messagestop");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final SdkAsyncHttpClient http = new OtherClient(new JdkHttpClient(null, null, executor));
    private SocketServer server;
    private Bedrock host;
    private BedrockRuntimeAsyncClient runtime;

    /** What is handed in. */
    enum Own {
        HTTP_CLIENT,
        /** With its retries as they are by default, which would repeat what a stream has said. */
        RUNTIME_CLIENT
    }

    @AfterEach
    void close() {
        host.close();
        runtime.close();
        http.close();
        server.close();
        executor.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void answersAsOurOwnDo(Own own) {
        serve(own, connection -> {
            connection.beginChunks("x-amzn-RequestId: request-1");
            for (int at = 0; at < WHOLE.length; at += 7) {
                connection.chunk(Arrays.copyOfRange(WHOLE, at, Math.min(WHOLE.length, at + 7)));
            }
            connection.endChunks();
        });

        for (int i = 0; i < 20; i++) {
            ChatResponse answer = host.chatModel(FaultyBedrock.MODEL).chat("Hi");

            assertThat(answer.toolCalls()).extracting("name").containsExactly("get_weather", "get_time");
            assertThat(answer.id()).contains("request-1");
        }
        assertThat(server.requests()).hasSize(20);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void failsInTheMiddleAndIsNotAskedAgain(Own own) {
        serve(own, play("stream-throttled-in-the-middle"));

        RateLimitException failure = failure(RateLimitException.class);

        assertThat(failure.partialText()).isEqualTo("The sky");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void failsBeforeTheStreamAndIsNotAskedAgain(Own own) {
        serve(own, connection -> connection.answer(503, "application/json", "{\"message\":\"busy\"}"));

        HostUnavailableException failure = failure(HostUnavailableException.class);

        assertThat(failure).hasMessageContaining("busy");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void findsAByteThatHasChanged(Own own) {
        byte[] changed = WHOLE.clone();
        changed[WHOLE.length - 20] ^= 1;
        serve(own, connection -> {
            connection.begin();
            connection.send(changed);
        });

        assertThat(failure(ProtocolException.class)).hasMessageContaining("checksum");
    }

    @ParameterizedTest
    @EnumSource
    void boundsAnEvent(Own own) {
        serve(
                own,
                connection -> {
                    connection.begin();
                    connection.send(BEGINNING);
                    connection.send(new byte[] {0, 0, 0x20, 0, 0, 0, 0, 0x10, 0x7f, 0x39, (byte) 0xca, 0x3b});
                    connection.awaitEnd();
                },
                new Limits(100_000, 1_000, 1_000));

        ProtocolException failure = failure(ProtocolException.class);

        assertThat(failure).hasMessageContaining("8192 bytes").hasMessageContaining("eventBytes");
        assertThat(failure.partialText()).isEqualTo("The sky");
        server.awaitNoConnection();
    }

    @ParameterizedTest
    @EnumSource
    void breaksOff(Own own) {
        serve(own, connection -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
            connection.send(BEGINNING);
        });

        StreamInterruptedException failure = failure(StreamInterruptedException.class);

        assertThat(failure.partialText()).isEqualTo("The sky");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void isCutOff(Own own) {
        serve(own, connection -> {
            connection.beginChunks();
            connection.chunk(BEGINNING);
            connection.awaitEnd();
        });

        try (ChatStream stream = host.chatModel(FaultyBedrock.MODEL).stream("Hi")) {
            Iterator<String> words = stream.text().iterator();
            assertThat(words.next()).isEqualTo("The sky");
        }

        server.awaitNoConnection();
    }

    private <E extends PosadaException> E failure(Class<E> type) {
        return catchThrowableOfType(
                type, () -> host.chatModel(FaultyBedrock.MODEL).chat("Hi"));
    }

    private static SocketServer.Handler play(String stub) {
        return connection -> {
            connection.beginChunks();
            connection.chunk(EventStreamFile.bytes(stub));
            connection.endChunks();
        };
    }

    private void serve(Own own, SocketServer.Handler script) {
        serve(own, script, Limits.defaults());
    }

    private void serve(Own own, SocketServer.Handler script, Limits limits) {
        server = FaultyBedrock.server(script);
        runtime = BedrockRuntimeAsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(server.url()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http)
                .build();
        Bedrock.Builder builder = FaultyBedrock.builder(server.url()).retries(0).limits(limits);
        host = switch (own) {
            case HTTP_CLIENT -> builder.httpClient(http).build();
            case RUNTIME_CLIENT -> builder.runtimeClient(runtime).build();
        };
    }

    /** Knows nothing of who reads a stream, as any client but ours. */
    private record OtherClient(SdkAsyncHttpClient client) implements SdkAsyncHttpClient {
        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            return client.execute(AsyncExecuteRequest.builder()
                    .request(request.request())
                    .requestContentPublisher(request.requestContentPublisher())
                    .responseHandler(request.responseHandler())
                    .fullDuplex(request.fullDuplex())
                    .build());
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
