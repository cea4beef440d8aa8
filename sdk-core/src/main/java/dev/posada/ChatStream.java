// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Call;
import dev.posada.spi.EventSource;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One answer while it arrives: a pulled, closeable sequence of events that can be read once.
 *
 * <pre>{@code
 * try (ChatStream stream = model.stream("Why is the sky blue?")) {
 *     for (String words : stream.text()) {
 *         System.out.print(words);
 *     }
 * }
 * }</pre>
 *
 * <p>The request is sent when the first event is asked for. A stream ends exactly once: with one
 * {@link ChatEvent.Finished}, or with one {@link PosadaException}; asked again after a failure, it throws the same
 * exception again. An answer that breaks off is always a failure. Leaving the loop early and closing the stream cuts the
 * connection, so that the server stops generating.
 *
 * <p>One thread at a time reads; {@link #cancel()} and {@link #close()} may be called from any thread, and wake the reader
 * with a {@link CancelledException}.
 */
public final class ChatStream implements Iterable<ChatEvent>, AutoCloseable {
    private final EventFeed feed;
    private final AtomicBoolean handedOut = new AtomicBoolean();
    private @Nullable ChatResponse response; // only the reading thread touches it

    ChatStream(EventFeed feed) {
        this.feed = feed;
    }

    /**
     * A stream over a backend's source of events. For backends; programs get their streams from a {@link ChatModel}.
     *
     * @param policy where the call goes, and its limits
     * @param opener sends the request and gives the source of its answer; called when the first event is asked for, and
     *     again for each retry
     */
    public static ChatStream of(CallPolicy policy, Function<Call, EventSource> opener) {
        return new ChatStream(new HostFeed(policy, opener));
    }

    /**
     * The events, in order. Waiting for one may throw any {@link PosadaException}.
     *
     * @throws IllegalStateException if the stream is being read already
     */
    @Override
    public Iterator<ChatEvent> iterator() {
        handOut();
        return new Events();
    }

    private void handOut() {
        if (!handedOut.compareAndSet(false, true)) {
            throw new IllegalStateException("This stream is being read already; an answer can be read once.");
        }
    }

    /**
     * The words of the answer as they arrive, all other events left out.
     *
     * @return something to loop over once; getting an iterator throws {@link IllegalStateException} if the stream is
     *     being read already
     */
    public Iterable<String> text() {
        return () -> {
            handOut();
            return new Words();
        };
    }

    /**
     * Reads the rest of the answer and gives the whole of it, also what has been read before.
     *
     * @throws PosadaException if the answer fails or has failed
     */
    public ChatResponse response() {
        handedOut.set(true);
        while (next() != null) {
            // The events are in the response.
        }
        ChatResponse whole = response;
        if (whole == null) {
            throw new IllegalStateException("The stream ended without an answer or a failure.");
        }
        return whole;
    }

    /** Ends the answer here; the connection is cut and a reader wakes with a {@link CancelledException}. Any thread. */
    public void cancel() {
        feed.cancel();
    }

    /** Lets go of the answer, as {@link #cancel()} if it is not complete. Does not throw; may be called again. */
    @Override
    public void close() {
        feed.cancel();
    }

    /** The next event, words being a {@link String}; {@code null} after the last. */
    @Nullable
    Object next() {
        Object event = feed.next();
        if (event instanceof ChatEvent.Finished finished) {
            response = finished.response();
        }
        return event;
    }

    private final class Events implements Iterator<ChatEvent> {
        private @Nullable ChatEvent ahead;

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                Object event = ChatStream.this.next();
                ahead = event instanceof String words ? new ChatEvent.TextDelta(words) : (ChatEvent) event;
            }
            return ahead != null;
        }

        @Override
        public ChatEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The answer is complete.");
            }
            ChatEvent event = Objects.requireNonNull(ahead);
            ahead = null;
            return event;
        }
    }

    private final class Words implements Iterator<String> {
        private @Nullable String ahead;

        @Override
        public boolean hasNext() {
            while (ahead == null) {
                Object event = ChatStream.this.next();
                if (event == null) {
                    return false;
                }
                if (event instanceof String words) {
                    ahead = words;
                }
            }
            return true;
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The answer is complete.");
            }
            String words = Objects.requireNonNull(ahead);
            ahead = null;
            return words;
        }
    }
}
