// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttributes;

/**
 * Leads the body of a stream to its reader, past the AWS SDK, where the HTTP client is not our own. As a plugin it goes into a
 * single request of a client that is not our own either, and keeps that from repeating the request. Thread-safe.
 */
final class StreamTap implements ExecutionInterceptor, SdkPlugin {
    @Override
    public void configureClient(SdkServiceClientConfiguration.Builder client) {
        client.overrideConfiguration(
                settings -> settings.addExecutionInterceptor(this).retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    @Override
    public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
            Context.ModifyHttpResponse answer, ExecutionAttributes attributes) {
        BodyPump pump = pump(attributes);
        return pump == null || !answer.httpResponse().isSuccessful()
                ? answer.responsePublisher()
                : answer.responsePublisher().map(body -> new TappedBody(answer.httpResponse(), body, pump));
    }

    private static @Nullable BodyPump pump(ExecutionAttributes attributes) {
        SdkHttpExecutionAttributes ours =
                attributes.getAttribute(SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES);
        return ours == null ? null : ours.getAttribute(JdkHttpClient.READER);
    }
}
