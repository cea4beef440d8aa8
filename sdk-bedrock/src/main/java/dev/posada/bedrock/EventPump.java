// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.CancelledException;
import dev.posada.ErrorDetails;
import dev.posada.StreamInterruptedException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/**
 * Turns the events that the AWS SDK pushes into events that a reader pulls. It asks for as many events as there is room for,
 * and for more as the reader takes them: a slow reader stops the socket. The SDK's threads write, one thread reads, any
 * thread cancels.
 */
final class EventPump implements ConverseStreamResponseHandler, Subscriber<ConverseStreamOutput>, BodyBatch {
    /** Enough that the reader rarely waits for what has come in already, and few enough to keep in memory. */
    static final int WINDOW = 128;

    /** Holds a window of events and the head, which comes before them. */
    private static final int ROOM = 256;

    private static final Object HEAD = new Object();
    private static final Object END = new Object();

    private final ErrorDetails where;
    private final @Nullable String key;
    private final EventRing<Object> arrived = new EventRing<>(ROOM);
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable String requestId;
    private int taken; // since more was asked for; the reader's

    /**
     * The pump for one answer.
     *
     * @param where host and model, for errors
     * @param key the API key, which must not stand in errors
     */
    EventPump(ErrorDetails where, @Nullable String key) {
        this.where = where;
        this.key = key;
        Completion.of(outcome, (nothing, failure) -> {
            if (failure != null) {
                cancelSubscription();
                end(failure);
            }
        });
    }

    /** Ties the pump to the SDK's own future of the answer: each ends with the other. */
    void follow(CompletableFuture<Void> answer) {
        Completion.of(answer, (nothing, failure) -> {
            if (failure == null) {
                outcome.complete(true);
                end(END);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
        Completion.of(outcome, (nothing, failure) -> answer.cancel(true)); // does nothing where it has ended by itself
    }

    /** Ends with the answer. Ending it before ends the answer: the connection is cut off and the reader wakes. */
    CompletableFuture<Boolean> outcome() {
        return outcome;
    }

    /** The service's name for the request; {@code null} where it gave none. */
    @Nullable
    String requestId() {
        return requestId;
    }

    // ---- what the AWS SDK does

    @Override
    public void responseReceived(ConverseStreamResponse response) {
        if (requestId == null) {
            requestId = response.responseMetadata() == null
                    ? null
                    : response.responseMetadata().requestId();
        }
    }

    @Override
    public void onEventStream(SdkPublisher<ConverseStreamOutput> events) {
        events.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription events) {
        if (subscription != null) {
            events.cancel();
            outcome.completeExceptionally(repeated());
            return;
        }
        subscription = events;
        put(HEAD);
        if (arrived.isEnded()) {
            events.cancel();
        } else {
            events.request(WINDOW);
        }
    }

    private StreamInterruptedException repeated() {
        return new StreamInterruptedException(
                "The AWS client that was handed in repeated the request in the middle of the answer. Switch its retries off:"
                        + " retryStrategy(AwsRetryStrategy.doNotRetry()).",
                where,
                null);
    }

    @Override
    public void onNext(ConverseStreamOutput event) {
        if (!arrived.isEnded()) {
            put(event);
        }
    }

    private void put(Object event) {
        if (!arrived.put(event)) {
            outcome.completeExceptionally(new IllegalStateException("more events came than were asked for"));
        }
    }

    /** The next bytes are about to be made into events. */
    @Override
    public void begin() {
        arrived.beginBatch();
    }

    @Override
    public void end() {
        arrived.endBatch();
    }

    @Override
    public void onComplete() {
        end(END);
    }

    @Override
    public void onError(Throwable failure) {
        end(failure);
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        end(failure);
    }

    @Override
    public void complete() {
        end(END);
    }

    /** The first end counts; the SDK reports most failures more than once. */
    private void end(Object mark) {
        arrived.end(mark);
    }

    // ---- what the reader does

    /** Waits until the service has begun to answer. */
    void awaitHead() {
        Object first = take();
        if (first != HEAD) {
            throw failure(first);
        }
    }

    /** The next event, waiting for it; {@code null} at the end. */
    @Nullable
    ConverseStreamOutput next() {
        return event(take());
    }

    /** Whether an event, or the end, can be had without waiting. */
    boolean isAtHand() {
        return arrived.isReady();
    }

    private @Nullable ConverseStreamOutput event(Object next) {
        if (next instanceof ConverseStreamOutput event) {
            askForMore();
            return event;
        }
        if (next == END) {
            return null;
        }
        throw failure(next);
    }

    private void askForMore() {
        taken++;
        Subscription events = subscription;
        if (taken == WINDOW / 2 && events != null) {
            taken = 0;
            events.request(WINDOW / 2);
        }
    }

    private RuntimeException failure(Object mark) {
        return mark instanceof Throwable failure
                ? BedrockErrors.of(failure, subscription != null, where, key)
                : new StreamInterruptedException(
                        BedrockErrors.server(where) + " ended the answer before it began.", where, null);
    }

    private Object take() {
        try {
            while (true) {
                Object next = arrived.poll();
                Object event = next == null ? arrived.ending() : next;
                if (event != null) {
                    return event;
                }
                arrived.await(Long.MAX_VALUE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The thread was interrupted while it waited for Amazon Bedrock.", where, e);
        }
    }

    // ---- the end

    /** Cuts the connection off and wakes the reader. */
    void cancel() {
        outcome.cancel(true);
    }

    /**
     * Lets the connection come to its end by itself after the answer has, so that the next request can use it. The end is a
     * few bytes that follow at once; a server that does not send them is cut off.
     */
    void complete(long patienceNanos) {
        long deadline = System.nanoTime() + patienceNanos;
        try {
            while (arrived.ending() == null) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    cancel();
                } else if (arrived.poll() == null) {
                    arrived.await(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
        }
    }

    private void cancelSubscription() {
        Subscription events = subscription;
        if (events != null) {
            events.cancel();
        }
    }
}
