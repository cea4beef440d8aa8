// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.net.ProxySelector;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockAsyncClient;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/**
 * How Bedrock is reached, as far as it was said; what is {@code null} is left to the AWS SDK and its configuration.
 *
 * @param endpoint stands in place of all of AWS's own addresses
 * @param apiKey a Bedrock API key, which goes before the credentials
 */
record BedrockAccess(
        Region region,
        @Nullable URI endpoint,
        @Nullable AwsCredentialsProvider credentials,
        @Nullable String apiKey,
        @Nullable ProxySelector proxy,
        @Nullable SSLContext tls,
        @Nullable SdkAsyncHttpClient httpClient,
        @Nullable BedrockRuntimeAsyncClient runtime,
        @Nullable BedrockAsyncClient control,
        @Nullable BedrockAgentRuntimeAsyncClient agentRuntime) {

    /** Says nothing of keys. */
    @Override
    public String toString() {
        return "BedrockAccess[" + region + (endpoint == null ? "" : " at " + endpoint) + "]";
    }
}
