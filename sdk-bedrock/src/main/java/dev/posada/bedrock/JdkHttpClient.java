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
import java.util.concurrent.atomic.AtomicBoolean;
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

    /**
     * Who reads the body of an answer that is a stream, in place of the AWS SDK: its decoder sets 2 MiB aside for each, and makes
     * several objects of each event. Where there is nobody, and for all errors, the SDK reads.
     */
    static final SdkHttpExecutionAttribute<BodyPump> READER = new ReaderAttribute();

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
        BodyPump reader = request.httpExecutionAttributes().getAttribute(READER);
        if (call != null) {
            call.connecting();
        }
        HttpRequest message = message(request.request(), request.requestContentPublisher(), call);
        if (reader == null) {
            exchange(message, request, done, head -> wholeBody(head, request, call, done));
        } else {
            stream(message, request, done, call, reader);
        }
        return done;
    }

    private void exchange(
            HttpRequest message,
            AsyncExecuteRequest request,
            CompletableFuture<Void> done,
            HttpResponse.BodyHandler<Void> handler) {
        CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(message, handler);
        Completion.of(sent, (response, failure) -> {
            if (failure != null) {
                tell(cause(failure), request, done);
            }
        });
        Completion.of(done, (nothing, failure) -> {
            if (failure != null) {
                sent.cancel(true);
            }
        });
    }

    /** Once the service has begun to answer, the AWS SDK has no part in it any more: it can't end it, and is not told of it. */
    private void stream(
            HttpRequest message,
            AsyncExecuteRequest request,
            CompletableFuture<Void> done,
            @Nullable Call call,
            BodyPump reader) {
        AtomicBoolean isRead = new AtomicBoolean();
        CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(message, head -> {
            SdkHttpFullResponse response = response(head);
            if (!response.isSuccessful()) {
                return wholeBody(head, request, call, done);
            }
            isRead.set(true);
            reader.begin(response);
            return new StreamBody(reader);
        });
        Completion.of(sent, (response, failure) -> {
            if (failure != null && isRead.get()) {
                reader.fail(new BrokenBodyException(cause(failure)));
                reader.standAlone();
            } else if (failure != null) {
                tell(cause(failure), request, done);
            }
        });
        Completion.of(done, (nothing, failure) -> {
            if (failure != null && !isRead.get()) {
                sent.cancel(true);
            }
        });
    }

    private static void tell(Throwable failure, AsyncExecuteRequest request, CompletableFuture<Void> done) {
        request.responseHandler().onError(failure);
        done.completeExceptionally(failure);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static BodySubscriber<Void> wholeBody(
            HttpResponse.ResponseInfo head,
            AsyncExecuteRequest request,
            @Nullable Call call,
            CompletableFuture<Void> done) {
        request.responseHandler().onHeaders(response(head));
        JdkHttpBody body = new JdkHttpBody(head.statusCode(), call, done);
        body.handTo(request.responseHandler());
        return body;
    }

    private static SdkHttpFullResponse response(HttpResponse.ResponseInfo head) {
        return SdkHttpFullResponse.builder()
                .statusCode(head.statusCode())
                .headers(head.headers().map())
                .build();
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

    private static final class ReaderAttribute extends SdkHttpExecutionAttribute<BodyPump> {
        private ReaderAttribute() {
            super(BodyPump.class);
        }
    }
}
