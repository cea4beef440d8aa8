// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.spi.Call;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * The body of one answer on its way from the JDK to the AWS SDK: what the one asks for is asked of the other, one to one,
 * so that nothing is kept here.
 */
final class JdkHttpBody implements BodySubscriber<Void>, Publisher<ByteBuffer>, Subscription {
    private final @Nullable Call call;
    private final CompletableFuture<Void> done;
    private @Nullable SdkAsyncHttpResponseHandler handler;
    private Flow.@Nullable Subscription upstream;
    private @Nullable Subscriber<? super ByteBuffer> downstream;

    /**
     * The body of one answer.
     *
     * @param call is told of bytes that come in
     * @param done ends with the body; if it ends before, so does the connection
     */
    JdkHttpBody(@Nullable Call call, CompletableFuture<Void> done) {
        this.call = call;
        this.done = done;
    }

    /** Says who is to read the body. Before the JDK subscribes. */
    void handTo(SdkAsyncHttpResponseHandler reader) {
        handler = reader;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return CompletableFuture.completedFuture(null); // so that the answer counts as there before its body is
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        Completion.of(done, (nothing, failure) -> {
            if (failure != null) {
                subscription.cancel();
            }
        });
        if (handler != null) {
            handler.onStream(this);
        }
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        downstream = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        if (upstream != null) {
            upstream.request(count);
        }
    }

    @Override
    public void cancel() {
        if (upstream != null) {
            upstream.cancel();
        }
        done.complete(null);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        if (call != null) {
            call.progress();
        }
        if (downstream != null) {
            downstream.onNext(bytes.size() == 1 ? bytes.get(0) : joined(bytes));
        }
    }

    /** One request is answered by one buffer; the chunks that one read brings are small. */
    private static ByteBuffer joined(List<ByteBuffer> bytes) {
        int size = 0;
        for (ByteBuffer part : bytes) {
            size += part.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        bytes.forEach(whole::put);
        return whole.flip();
    }

    @Override
    public void onError(Throwable failure) {
        if (downstream != null) {
            downstream.onError(failure);
        }
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        if (downstream != null) {
            downstream.onComplete();
        }
        done.complete(null);
    }
}
