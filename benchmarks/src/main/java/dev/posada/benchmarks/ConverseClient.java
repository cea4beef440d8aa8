// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import dev.posada.benchmarks.Contestant.Client;
import dev.posada.benchmarks.Contestant.Words;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** The AWS SDK used directly, over a given HTTP client. Words are taken in the SDK's own thread. */
public final class ConverseClient implements Client {
    private final BedrockRuntimeAsyncClient client;
    private final Runnable closing;

    /**
     * A client of the server at the address.
     *
     * @param closing ends what belongs to the HTTP client
     */
    public ConverseClient(String url, SdkAsyncHttpClient http, Runnable closing) {
        this.client = BedrockRuntimeAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("made-up", "made-up")))
                .endpointOverride(URI.create(url))
                .httpClient(http)
                .build();
        this.closing = closing;
    }

    @Override
    public String chat(String prompt) {
        return client.converse(request -> request.modelId(Wire.BEDROCK_MODEL).messages(question(prompt)))
                .join()
                .output()
                .message()
                .content()
                .get(0)
                .text();
    }

    @Override
    public void stream(String prompt, Words reader) {
        AtomicBoolean hasLeft = new AtomicBoolean();
        AtomicReference<CompletableFuture<Void>> running = new AtomicReference<>(new CompletableFuture<>());
        ConverseStreamResponseHandler handler = ConverseStreamResponseHandler.builder()
                .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                        .onContentBlockDelta(event -> {
                            if (!hasLeft.get() && !reader.take(event.delta().text())) {
                                hasLeft.set(true);
                                running.get().cancel(true);
                            }
                        })
                        .build())
                .build();
        CompletableFuture<Void> answer = client.converseStream(
                request -> request.modelId(Wire.BEDROCK_MODEL).messages(question(prompt)), handler);
        running.set(answer);
        if (hasLeft.get()) { // before there was anything to cancel
            answer.cancel(true);
        }
        try {
            answer.join();
        } catch (CancellationException e) {
            // the reader has left
        } catch (CompletionException e) {
            if (!answer.isCancelled()) {
                throw e;
            }
        }
    }

    private static Message question(String prompt) {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(prompt))
                .build();
    }

    @Override
    public void close() {
        client.close();
        closing.run();
    }
}
