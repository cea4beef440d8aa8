// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.Limits;
import dev.posada.ProtocolException;
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
 * so that nothing is kept here. A check may end it before the JDK does.
 */
final class JdkHttpBody implements BodySubscriber<Void>, Publisher<ByteBuffer>, Subscription {
    private final @Nullable Call call;
    private final CompletableFuture<Void> done;
    private final SizeCheck check;
    private final boolean isError;
    private boolean ended;
    private @Nullable SdkAsyncHttpResponseHandler handler;
    private Flow.@Nullable Subscription upstream;
    private @Nullable Subscriber<? super ByteBuffer> downstream;

    /**
     * The body of one answer.
     *
     * @param status the answer's status
     * @param call is told of bytes that come in, and has limits for them
     * @param done ends with the body; if it ends before, so does the connection
     */
    JdkHttpBody(int status, @Nullable Call call, CompletableFuture<Void> done) {
        this.call = call;
        this.done = done;
        this.isError = status >= 300;
        long limit = (call == null ? Limits.defaults() : call.limits()).bodyBytes();
        this.check = isError ? SizeCheck.error() : SizeCheck.answer(limit);
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

    /** Leaves {@code done} alone: the AWS SDK cancels when it can't read an event, too, and says why afterwards. */
    @Override
    public void cancel() {
        ended = true;
        cutOff();
    }

    private void cutOff() {
        if (upstream != null) {
            upstream.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        if (call != null) {
            call.progress();
        }
        if (!ended && downstream != null) {
            hand(bytes.size() == 1 ? bytes.get(0) : joined(bytes), downstream);
        }
    }

    private void hand(ByteBuffer bytes, Subscriber<? super ByteBuffer> reader) {
        int sound = check.sound(bytes);
        if (sound == bytes.remaining()) {
            reader.onNext(bytes);
            return;
        }
        if (sound > 0) {
            reader.onNext(bytes.slice(bytes.position(), sound));
        }
        ProtocolException complaint = check.complaint();
        if (complaint == null) {
            onComplete();
        } else {
            end(complaint);
        }
        cutOff();
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

    /** What has come in of an error before it broke off will do. */
    @Override
    public void onError(Throwable failure) {
        if (isError) {
            onComplete();
        } else {
            end(new BrokenBodyException(failure));
        }
    }

    private void end(Exception failure) {
        if (ended) {
            return;
        }
        ended = true;
        if (downstream != null) {
            downstream.onError(failure);
        }
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        if (ended) {
            return;
        }
        ended = true;
        if (downstream != null) {
            downstream.onComplete();
        }
        done.complete(null);
    }
}
