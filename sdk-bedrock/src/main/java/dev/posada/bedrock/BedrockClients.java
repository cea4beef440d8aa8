// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.CallPolicy;
import dev.posada.CancelledException;
import dev.posada.ErrorDetails;
import dev.posada.spi.Call;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttributes;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.bedrock.BedrockAsyncClient;
import software.amazon.awssdk.services.bedrock.auth.scheme.BedrockAuthSchemeProvider;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.auth.scheme.BedrockRuntimeAuthSchemeProvider;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/**
 * The clients of the AWS SDK, each made when it is first needed, over one HTTP client. None of them tries again by itself or
 * has a timeout: both are the call's. Thread-safe.
 */
final class BedrockClients {
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final StreamTap STREAM_TAP = new StreamTap();

    private final BedrockAccess access;
    private final CallPolicy policy;
    private final ExecutorService executor = Executors.newCachedThreadPool(BedrockClients::thread);
    private final Set<Runnable> running = ConcurrentHashMap.newKeySet();
    private final LazyClient<SdkAsyncHttpClient> http;
    private final LazyClient<BedrockRuntimeAsyncClient> runtime;
    private final LazyClient<BedrockAsyncClient> control;
    private final LazyClient<BedrockAgentRuntimeAsyncClient> agentRuntime;
    private volatile boolean closed;

    BedrockClients(BedrockAccess access, CallPolicy policy) {
        this.access = access;
        this.policy = policy;
        this.http = LazyClient.of(access.httpClient(), () -> new JdkHttpClient(access.proxy(), access.tls(), executor));
        this.runtime = LazyClient.of(access.runtime(), this::newRuntime);
        this.control = LazyClient.of(access.control(), this::newControl);
        this.agentRuntime = LazyClient.of(access.agentRuntime(), this::newAgentRuntime);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "posada-bedrock-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Where calls go, and their limits. */
    CallPolicy policy() {
        return policy;
    }

    BedrockAccess access() {
        return access;
    }

    /** Converse, InvokeModel, CountTokens. */
    BedrockRuntimeAsyncClient runtime() {
        return runtime.get();
    }

    /** Foundation models and inference profiles. */
    BedrockAsyncClient control() {
        return control.get();
    }

    /** Rerank. It takes no API keys. */
    BedrockAgentRuntimeAsyncClient agentRuntime() {
        return agentRuntime.get();
    }

    /**
     * Asks something that has one answer, and waits for it under the limits of a call.
     *
     * @param where host and model, for errors
     * @param question sends the request, with the given configuration in it; runs in another thread, because to find
     *     credentials or an address may take long
     * @throws dev.posada.PosadaException for every failure
     */
    <T> T ask(Call call, ErrorDetails where, Function<AwsRequestOverrideConfiguration, CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        start(answer, () -> {
            CompletableFuture<T> asked = question.apply(configuration(call));
            Completion.of(asked, (value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
            Completion.of(answer, (value, failure) -> asked.cancel(true)); // does nothing where it has ended by itself
        });
        call.onCancel(() -> answer.cancel(true));
        return await(answer, where);
    }

    /** Asks a model in its own words, JSON both ways. */
    CompletableFuture<InvokeModelResponse> invoke(String model, String body, AwsRequestOverrideConfiguration settings) {
        return runtime()
                .invokeModel(InvokeModelRequest.builder()
                        .modelId(model)
                        .contentType("application/json")
                        .accept("application/json")
                        .body(SdkBytes.fromUtf8String(body))
                        .overrideConfiguration(settings)
                        .build());
    }

    private <T> T await(CompletableFuture<T> answer, ErrorDetails where) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw new CancelledException("The thread was interrupted while it waited for Amazon Bedrock.", where, e);
        } catch (ExecutionException | CancellationException e) {
            throw BedrockErrors.of(e, false, where, access.apiKey());
        }
    }

    /**
     * Begins something in another thread. Closing the host cancels it.
     *
     * @param outcome fails if the work can't begin
     */
    void start(CompletableFuture<?> outcome, Runnable work) {
        Runnable cancel = () -> outcome.cancel(true);
        running.add(cancel);
        Completion.of(outcome, (value, failure) -> running.remove(cancel));
        if (closed) {
            outcome.cancel(true);
        }
        executor.execute(() -> {
            if (outcome.isDone()) {
                return;
            }
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            }
        });
    }

    /** What ties a request to its call. */
    static AwsRequestOverrideConfiguration configuration(Call call) {
        return configuration(SdkHttpExecutionAttributes.builder().put(JdkHttpClient.CALL, call))
                .build();
    }

    /** What ties the request for a stream to its call and its reader. */
    AwsRequestOverrideConfiguration configuration(Call call, BodyPump reader) {
        AwsRequestOverrideConfiguration.Builder configuration = configuration(SdkHttpExecutionAttributes.builder()
                .put(JdkHttpClient.CALL, call)
                .put(JdkHttpClient.READER, reader));
        if (access.runtime() != null) {
            configuration.addPlugin(STREAM_TAP);
        }
        return configuration.build();
    }

    private static AwsRequestOverrideConfiguration.Builder configuration(
            SdkHttpExecutionAttributes.Builder attributes) {
        return AwsRequestOverrideConfiguration.builder()
                .putExecutionAttribute(SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES, attributes.build());
    }

    /** Cancels what runs and closes what was made here. */
    void close() {
        closed = true;
        running.forEach(Runnable::run);
        runtime.close();
        control.close();
        agentRuntime.close();
        http.close();
        executor.shutdown();
    }

    private BedrockRuntimeAsyncClient newRuntime() {
        var builder = configured(BedrockRuntimeAsyncClient.builder());
        if (access.httpClient() != null) {
            builder.overrideConfiguration(settings ->
                    settings.addExecutionInterceptor(STREAM_TAP).retryStrategy(AwsRetryStrategy.doNotRetry()));
        }
        if (access.apiKey() != null) {
            builder.tokenProvider(StaticTokenProvider.create(new BearerKey(access.apiKey())))
                    .authSchemeProvider(BedrockRuntimeAuthSchemeProvider.defaultProvider(List.of("httpBearerAuth")));
        } else if (access.credentials() != null) {
            // Else AWS_BEARER_TOKEN_BEDROCK would go before credentials that were given on purpose.
            builder.authSchemeProvider(BedrockRuntimeAuthSchemeProvider.defaultProvider(List.of("sigv4")));
        }
        return builder.build();
    }

    private BedrockAsyncClient newControl() {
        var builder = configured(BedrockAsyncClient.builder());
        if (access.apiKey() != null) {
            builder.tokenProvider(StaticTokenProvider.create(new BearerKey(access.apiKey())))
                    .authSchemeProvider(BedrockAuthSchemeProvider.defaultProvider(List.of("httpBearerAuth")));
        } else if (access.credentials() != null) {
            builder.authSchemeProvider(BedrockAuthSchemeProvider.defaultProvider(List.of("sigv4")));
        }
        return builder.build();
    }

    private BedrockAgentRuntimeAsyncClient newAgentRuntime() {
        return configured(BedrockAgentRuntimeAsyncClient.builder()).build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B configured(B builder) {
        builder.region(access.region())
                .httpClient(http.get())
                .asyncConfiguration(threads ->
                        threads.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()));
        if (access.endpoint() != null) {
            builder.endpointOverride(access.endpoint());
        }
        if (access.credentials() != null) {
            builder.credentialsProvider(access.credentials());
        }
        return builder;
    }
}
