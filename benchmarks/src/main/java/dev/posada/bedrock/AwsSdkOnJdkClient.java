// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.benchmarks.Contestant;
import dev.posada.benchmarks.ConverseClient;
import dev.posada.benchmarks.Wire;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** The AWS SDK over the HTTP client that Posada gives it too: the difference to Posada is what Posada itself costs. */
public final class AwsSdkOnJdkClient implements Contestant {
    /** For the programs that measure. */
    public AwsSdkOnJdkClient() {}

    @Override
    public Client open(Wire wire, String url) {
        ExecutorService executor = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "aws-sdk");
            thread.setDaemon(true);
            return thread;
        });
        SdkAsyncHttpClient http = new JdkHttpClient(null, null, executor);
        return new ConverseClient(url, http, () -> {
            http.close();
            executor.shutdown();
        });
    }
}
