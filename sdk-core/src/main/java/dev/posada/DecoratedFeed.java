// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answer of the first model that begins to answer; nothing of the others is ever seen. */
final class DecoratedFeed implements EventFeed {
    private final Course<ChatModel> course;
    private final ChatRequest request;
    private final ArrayDeque<ChatEvent> warnings = new ArrayDeque<>(0);
    private volatile @Nullable ChatStream current;
    private volatile boolean reading;

    // Only the reading thread touches these.
    private @Nullable ChatStream opened;
    private boolean begun;
    private boolean complete;
    private @Nullable RuntimeException failure;

    /**
     * An answer that nobody was asked for yet.
     *
     * @param opened the stream of the first try, where it is known already
     */
    DecoratedFeed(Tactic<ChatModel> tactic, ChatRequest request, @Nullable ChatStream opened) {
        this.course = new Course<>(tactic, request.timeouts().orElse(null), Limit.tokensOf(request));
        this.request = request;
        this.opened = opened;
    }

    @Override
    public @Nullable Object next() {
        if (failure != null) {
            throw failure;
        }
        if (complete) {
            return Objects.requireNonNull(current).next(); // nothing more; it gives its connection back
        }
        reading = true;
        try {
            return warnings.isEmpty() || course.isCancelled() ? read() : warnings.poll();
        } catch (RuntimeException e) {
            failure = course.placed(e, ChatModel::host, ChatModel::name);
            close();
            course.release(e, null);
            throw e;
        } catch (Error e) {
            course.release(e, null);
            throw e;
        } finally {
            reading = false;
            if (course.isCancelled()) {
                course.release(null, null);
            }
        }
    }

    private @Nullable Object read() {
        Object event = begun ? Objects.requireNonNull(current).next() : begin();
        if (event instanceof ChatEvent.Finished finished) {
            complete = true;
            course.release(null, finished.response().usage());
            return new ChatEvent.Finished(finished.response().warnedBefore(course.warnings()));
        }
        return event;
    }

    private Object begin() {
        Object first = course.begin(this::firstEvent);
        begun = true;
        for (ChatWarning warning : course.warnings()) {
            warnings.add(new ChatEvent.Warning(warning));
        }
        return first;
    }

    private Object firstEvent(ChatModel model) {
        close(); // the try before
        ChatStream stream = opened == null ? model.stream(remaining()) : opened;
        opened = null;
        current = stream;
        if (course.isCancelled()) {
            stream.cancel();
        }
        return Objects.requireNonNull(stream.next(), "a stream without an end");
    }

    private ChatRequest remaining() {
        Timeouts left = course.limitsLeft();
        return left == null ? request : request.toBuilder().timeouts(left).build();
    }

    private void close() {
        ChatStream stream = current;
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public void cancel() {
        course.cancel();
        close();
        if (!reading) { // or the reader says so when it is out: the next call may be let in then, and not before
            course.release(null, null);
        }
    }
}
