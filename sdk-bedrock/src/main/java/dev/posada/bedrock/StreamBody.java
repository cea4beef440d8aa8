// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of a stream on its way from the JDK to its reader, past the AWS SDK. */
final class StreamBody implements BodySubscriber<Void> {
    private final BodyPump pump;

    StreamBody(BodyPump pump) {
        this.pump = pump;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return CompletableFuture.completedFuture(null); // so that the answer counts as there before its body is
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        pump.begin(subscription);
    }

    /** The reader is woken first: what ends the SDK's part takes as long as reading the bytes. */
    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pump.put(bytes);
        pump.standAlone();
    }

    @Override
    public void onError(Throwable failure) {
        pump.fail(new BrokenBodyException(failure));
        pump.standAlone();
    }

    @Override
    public void onComplete() {
        pump.end();
        pump.standAlone();
    }
}
