// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.spi.Call;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import software.amazon.awssdk.http.SdkHttpExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * The JDK's own HTTP client under the AWS SDK. It has no timeouts: the call that each request belongs to has them, and is
 * told when the server is reached and when bytes come in. One connection carries one request at a time, so that to cancel
 * is to close it, and a slow reader slows down its own server and nobody else. Thread-safe.
 */
final class JdkHttpClient implements SdkAsyncHttpClient {
    /** The call that a request belongs to. */
    static final SdkHttpExecutionAttribute<Call> CALL = new CallAttribute();

    /** Who reads the events of a stream; nobody where the answer is one piece. */
    static final SdkHttpExecutionAttribute<BodyBatch> BATCH = new BatchAttribute();

    /** The JDK writes these itself and refuses them from others. */
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

    private final HttpClient client;
    private volatile @Nullable Thread selector; // known from the JDK's first task on
    private volatile boolean closed;

    JdkHttpClient(@Nullable ProxySelector proxy, @Nullable SSLContext tls, Executor executor) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(task -> {
                    noteSelector(Thread.currentThread());
                    executor.execute(task);
                })
                .proxy(proxy == null ? ProxySelector.getDefault() : proxy);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.client = builder.build();
    }

    private void noteSelector(Thread caller) {
        if (selector == null && caller.getName().endsWith("-SelectorManager")) {
            selector = caller;
        }
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (closed) {
            IOException failure = new IOException("the HTTP client is closed");
            request.responseHandler().onError(failure);
            done.completeExceptionally(failure);
            return done;
        }
        Call call = request.httpExecutionAttributes().getAttribute(CALL);
        BodyBatch batch = request.httpExecutionAttributes().getAttribute(BATCH);
        if (call != null) {
            call.connecting();
        }
        HttpRequest message = message(request.request(), request.requestContentPublisher(), call);
        CompletableFuture<HttpResponse<Void>> sent =
                client.sendAsync(message, head -> begin(head, request, new JdkHttpBody(head, batch, call, done)));
        Completion.of(sent, (response, failure) -> {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                request.responseHandler().onError(cause);
                done.completeExceptionally(cause);
            }
        });
        Completion.of(done, (nothing, failure) -> {
            if (failure != null) {
                sent.cancel(true);
            }
        });
        return done;
    }

    private static BodySubscriber<Void> begin(
            HttpResponse.ResponseInfo head, AsyncExecuteRequest request, JdkHttpBody body) {
        request.responseHandler()
                .onHeaders(SdkHttpFullResponse.builder()
                        .statusCode(head.statusCode())
                        .headers(head.headers().map())
                        .build());
        body.handTo(request.responseHandler());
        return body;
    }

    private static HttpRequest message(SdkHttpRequest request, SdkHttpContentPublisher content, @Nullable Call call) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request.getUri()).method(request.method().name(), body(content, call));
        request.forEachHeader((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder.build();
    }

    private static HttpRequest.BodyPublisher body(SdkHttpContentPublisher content, @Nullable Call call) {
        long length = content.contentLength().orElse(0L);
        Flow.Publisher<ByteBuffer> bytes = FlowAdapters.toFlowPublisher(content);
        HttpRequest.BodyPublisher body = length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.fromPublisher(bytes, length);
        return call == null ? body : new ConnectedBody(body, call);
    }

    @Override
    public String clientName() {
        return "JdkHttp";
    }

    /**
     * Ends all connections, those that lie idle, too. Before version 21 the JDK has no way to say that: there, its thread is
     * asked to end, which closes them. Without that they would stay for 20 minutes, or until this client is collected.
     */
    @Override
    public void close() {
        closed = true;
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (NoSuchMethodException e) {
            Thread known = selector;
            if (known != null) {
                known.interrupt();
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The HTTP client could not be shut down.", e);
        }
    }

    /** Content that is asked for when the server is reached, which is the only sign of that which the JDK gives. */
    private record ConnectedBody(HttpRequest.BodyPublisher content, Call call) implements HttpRequest.BodyPublisher {
        @Override
        public long contentLength() {
            return content.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            call.connected();
            content.subscribe(subscriber);
        }
    }

    private static final class CallAttribute extends SdkHttpExecutionAttribute<Call> {
        private CallAttribute() {
            super(Call.class);
        }
    }

    private static final class BatchAttribute extends SdkHttpExecutionAttribute<BodyBatch> {
        private BatchAttribute() {
            super(BodyBatch.class);
        }
    }
}
