// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayDeque;
import java.util.Deque;

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

    /** The idle session that has read most of the prompt, or one without a past; the caller gives it back. */
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
        // All prompts begin alike; a session is not worth another conversation's past for that.
        boolean worthIt = best != null && 2 * common >= Math.min(prompt.length, best.length);
        if (!worthIt) {
            best = idle.size() < mostIdle ? null : idle.peekLast();
        }
        if (best == null) {
            return new Session(shape);
        }
        idle.remove(best);
        return best;
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
