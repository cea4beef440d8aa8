// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The body of a stream on its way from an HTTP client that was handed in to its reader. The AWS SDK is told of the end alone, and
 * may cut it off.
 */
final class TappedBody implements Publisher<ByteBuffer>, Subscriber<ByteBuffer> {
    private final SdkHttpResponse head;
    private final Publisher<ByteBuffer> body;
    private final BodyPump pump;
    private volatile @Nullable Subscriber<? super ByteBuffer> sdk;

    TappedBody(SdkHttpResponse head, Publisher<ByteBuffer> body, BodyPump pump) {
        this.head = head;
        this.body = body;
        this.pump = pump;
    }

    /** The AWS SDK does that, once. */
    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        sdk = subscriber;
        body.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription bytes) {
        Subscriber<? super ByteBuffer> told = sdk;
        if (told != null) {
            told.onSubscribe(new CutOff(bytes));
        }
        if (pump.begin(head)) {
            pump.begin(new Demand(bytes));
        } else {
            bytes.cancel();
        }
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        pump.put(List.of(bytes));
    }

    @Override
    public void onError(Throwable failure) {
        pump.fail(new BrokenBodyException(failure));
        Subscriber<? super ByteBuffer> told = sdk;
        if (told != null) {
            told.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        pump.end();
        Subscriber<? super ByteBuffer> told = sdk;
        if (told != null) {
            told.onComplete();
        }
    }

    /** What the AWS SDK may do: it gets no bytes, so it need not ask for any. */
    private record CutOff(Subscription bytes) implements Subscription {
        @Override
        public void request(long count) {
            // The reader asks.
        }

        @Override
        public void cancel() {
            bytes.cancel();
        }
    }

    private record Demand(Subscription bytes) implements Flow.Subscription {
        @Override
        public void request(long count) {
            bytes.request(count);
        }

        @Override
        public void cancel() {
            bytes.cancel();
        }
    }
}
