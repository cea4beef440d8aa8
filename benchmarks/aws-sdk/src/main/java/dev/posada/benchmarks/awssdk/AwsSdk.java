// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks.awssdk;

import dev.posada.benchmarks.Contestant;
import dev.posada.benchmarks.ConverseClient;
import dev.posada.benchmarks.Wire;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** The AWS SDK with the HTTP client that it brings along, with leave for as many streams at once as are measured. */
public final class AwsSdk implements Contestant {
    /** The SDK alone would make all but 50 streams wait. */
    private static final int CONNECTIONS = 1024;

    @Override
    public Client open(Wire wire, String url) {
        SdkAsyncHttpClient http = NettyNioAsyncHttpClient.builder().maxConcurrency(CONNECTIONS).build();
        return new ConverseClient(url, http, http::close);
    }
}
