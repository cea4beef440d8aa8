// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/**
 * What the AWS SDK is given to tell of a stream. It gets none of the bytes and so has no events to tell of; its failures are in
 * its future. It has to be asked for events all the same, else it would not look at the body. Thread-safe.
 */
enum UntoldStream implements ConverseStreamResponseHandler, Subscriber<ConverseStreamOutput> {
    INSTANCE;

    @Override
    public void responseReceived(ConverseStreamResponse response) {
        // The pump has the head.
    }

    @Override
    public void onEventStream(SdkPublisher<ConverseStreamOutput> events) {
        events.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription events) {
        events.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ConverseStreamOutput event) {
        // There are none.
    }

    @Override
    public void onError(Throwable failure) {
        // The future fails, too.
    }

    @Override
    public void onComplete() {
        // The future ends, too.
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        // The future fails, too.
    }

    @Override
    public void complete() {
        // The future ends, too.
    }
}
