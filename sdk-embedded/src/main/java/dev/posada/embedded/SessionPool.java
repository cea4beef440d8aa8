// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sessions of the last few conversations, so that the next turn of one of them goes on where it ended. Chats at
 * the same time have a session each, however many they are; only idle ones are limited. Thread-safe.
 */
final class SessionPool {
    private final ModelShape shape;
    private final int mostIdle;

    /** The most recently used first. */
    private final Deque<Session> idle = new ArrayDeque<>();

    SessionPool(ModelShape shape, int mostIdle) {
        this.shape = shape;
        this.mostIdle = mostIdle;
    }

    /** A session that has read as much of a prompt as any idle one; the caller gives it back. */
    synchronized Session take(int[] prompt) {
        Session best = null;
        int common = 0;
        for (Session session : idle) {
            int length = session.commonPrefix(prompt);
            if (length > common) {
                best = session;
                common = length;
            }
        }
        if (best != null && 2 * common >= best.length) {
            idle.remove(best);
            return best;
        }
        // What it has read beyond may be needed once more: another conversation that began alike.
        Session fork = unused(best);
        if (best != null) {
            fork.copy(best, common);
        }
        return fork;
    }

    /** A new session, or the one that was not used for longest. */
    private Session unused(@Nullable Session needed) {
        Session oldest = idle.peekLast();
        if (idle.size() < mostIdle || oldest == null || oldest == needed) {
            return new Session(shape);
        }
        idle.remove(oldest);
        return oldest;
    }

    synchronized void giveBack(Session session) {
        idle.addFirst(session);
        if (idle.size() > mostIdle) {
            idle.removeLast();
        }
    }

    /** Forgets all conversations. */
    synchronized void clear() {
        idle.clear();
    }

    synchronized int idleCount() {
        return idle.size();
    }
}
