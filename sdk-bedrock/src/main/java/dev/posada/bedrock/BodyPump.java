// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.CancelledException;
import dev.posada.ErrorDetails;
import dev.posada.StreamInterruptedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Turns the bytes that an HTTP client pushes into bytes that a reader pulls. It asks for as many buffers as there is room for,
 * and for more as the reader takes them: a slow reader stops the socket. The client's threads write, one thread reads, any
 * thread cancels.
 *
 * <p>Until the service answers, the AWS SDK is in charge: what it can't do ends the pump. From then on the bytes are.
 */
final class BodyPump {
    /** Enough that a connection is read while the reader works, and few enough to keep in memory. */
    static final int WINDOW = 8;

    private static final Object END = new Object();

    private final Runnable progress;
    private final ErrorDetails where;
    private final @Nullable String key;
    private final EventRing<List<ByteBuffer>> arrived = new EventRing<>(WINDOW);
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private volatile @Nullable SdkHttpResponse head;
    private volatile Flow.@Nullable Subscription body;
    private volatile @Nullable CompletableFuture<?> request;
    private volatile boolean standsAlone;
    private int taken; // since more was asked for; the reader's

    /**
     * The pump for one answer.
     *
     * @param progress is run when bytes come in
     * @param where host and model, for errors
     * @param key the API key, which must not stand in errors
     */
    BodyPump(Runnable progress, ErrorDetails where, @Nullable String key) {
        this.progress = progress;
        this.where = where;
        this.key = key;
        Completion.of(outcome, (nothing, failure) -> {
            if (failure != null) {
                arrived.end(failure); // before, so that a body that begins meanwhile is cut off by one of both
                cutOff();
            }
        });
    }

    /** Ends with the answer. Ending it before ends the answer: the connection is cut off and the reader wakes. */
    CompletableFuture<Void> outcome() {
        return outcome;
    }

    // ---- what the AWS SDK does

    /** Ties the pump to the SDK's own future of the answer: each ends with the other, unless the pump {@link #standsAlone}. */
    void follow(CompletableFuture<?> answer) {
        request = answer;
        Completion.of(answer, (nothing, failure) -> {
            if (standsAlone) {
                return;
            }
            if (failure == null) {
                end();
            } else {
                fail(failure);
            }
        });
        Completion.of(outcome, (nothing, failure) -> {
            if (failure != null) {
                answer.cancel(true); // does nothing where it has ended by itself
            }
        });
        if (standsAlone) {
            answer.completeExceptionally(new PartDone());
        }
    }

    // ---- what an HTTP client does

    /** The service has begun to answer, and the body follows. False if nobody wants it any more. */
    boolean begin(SdkHttpResponse response) {
        if (head != null) {
            fail(new StreamInterruptedException(
                    "The AWS client that was handed in repeated the request in the middle of the answer. Switch its retries"
                            + " off: retryStrategy(AwsRetryStrategy.doNotRetry()).",
                    where,
                    null));
            return false;
        }
        head = response;
        return !arrived.isEnded();
    }

    /** The body begins. */
    void begin(Flow.Subscription bytes) {
        body = bytes;
        if (arrived.isEnded()) {
            bytes.cancel();
        } else {
            bytes.request(WINDOW);
        }
    }

    /** What one read has brought. */
    void put(List<ByteBuffer> bytes) {
        progress.run();
        if (!arrived.isEnded() && !arrived.put(bytes)) {
            fail(new IllegalStateException("more bytes came than were asked for"));
        }
    }

    /** Lets the AWS SDK go, whose part is done when the answer comes in: what it keeps for the request is not needed any more. */
    void standAlone() {
        if (!standsAlone) {
            standsAlone = true;
            CompletableFuture<?> sent = request;
            if (sent != null) {
                sent.completeExceptionally(new PartDone());
            }
        }
    }

    /** The body is at its end. */
    void end() {
        arrived.end(END);
        outcome.complete(null);
    }

    /** The body broke off, or does not come. The first end counts. */
    void fail(Throwable failure) {
        arrived.end(failure);
        outcome.completeExceptionally(failure);
    }

    private void cutOff() {
        Flow.Subscription bytes = body;
        if (bytes != null) {
            bytes.cancel();
        }
    }

    // ---- what the reader does

    /**
     * Waits until the first bytes of the answer are there, or its end.
     *
     * @return the head of the answer
     */
    SdkHttpResponse awaitAnswer() {
        await();
        SdkHttpResponse response = head;
        if (response == null) {
            throw failure(ending());
        }
        return response;
    }

    /** What the next read has brought, waiting for it; {@code null} at the end. */
    @Nullable
    List<ByteBuffer> next() {
        await();
        List<ByteBuffer> bytes = arrived.poll();
        if (bytes != null) {
            askForMore();
            return bytes;
        }
        Object mark = ending();
        if (mark == END) {
            return null;
        }
        throw failure(mark);
    }

    private void askForMore() {
        taken++;
        Flow.Subscription bytes = body;
        if (taken == WINDOW / 2 && bytes != null) {
            taken = 0;
            bytes.request(WINDOW / 2);
        }
    }

    private void await() {
        try {
            while (!arrived.isReady()) {
                arrived.await(Long.MAX_VALUE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The thread was interrupted while it waited for Amazon Bedrock.", where, e);
        }
    }

    private Object ending() {
        Object mark = arrived.ending();
        return mark == null ? END : mark;
    }

    private RuntimeException failure(Object mark) {
        return mark instanceof Throwable failure
                ? BedrockErrors.of(failure, head != null, where, key)
                : new StreamInterruptedException(
                        BedrockErrors.server(where) + " ended the answer before it began.", where, null);
    }

    /** What a frame that reports a failure means. */
    RuntimeException failure(Throwable told) {
        return BedrockErrors.of(told, true, where, key);
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
}
