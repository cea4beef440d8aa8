// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * One run of the model: reads a prompt and then gives one token after the other. Each call does a limited piece of work,
 * so that a caller can stop between any two. Not thread-safe.
 */
final class TokenRun implements AutoCloseable {
    private static final int NONE = -1;

    private final LanguageModel model;
    private final SessionPool sessions;
    private final Session session;
    private final int[] prompt;
    private final int cached;
    private final int mostOutput;
    private final TokenChooser chooser;
    private int lastBatch;
    private int outputCount;
    private int unread = NONE;
    private boolean closed;

    /**
     * Starts a run.
     *
     * @param prompt at least one token, and fewer than the window holds
     * @param mostTokens the most tokens of the answer; the window is a limit, too
     */
    TokenRun(LanguageModel model, SessionPool sessions, int[] prompt, int mostTokens, TokenChooser chooser) {
        this.model = model;
        this.sessions = sessions;
        this.prompt = prompt.clone();
        this.chooser = chooser;
        mostOutput = Math.min(mostTokens, model.shape().window() - prompt.length);
        session = sessions.take(prompt);
        // The last token is read in any case: its scores are needed.
        cached = Math.min(session.commonPrefix(prompt), prompt.length - 1);
        session.length = cached;
        System.arraycopy(prompt, 0, session.tokens, 0, prompt.length);
    }

    /** Reads the next part of the prompt; true if there is more to read. */
    boolean readPrompt() {
        lastBatch = Math.min(Workspace.BATCH, prompt.length - session.length);
        read(lastBatch);
        return session.length < prompt.length;
    }

    private void read(int count) {
        model.transformer().read(session.tokens, session.length, count, session.cache, session.work);
        session.length += count;
    }

    /** Whether another token may come: there is room for it, and the answer is not complete without it. */
    boolean canGoOn() {
        return outputCount < mostOutput && !chooser.isComplete();
    }

    /** Whether the answer is complete, so that none that goes on is cut off. */
    boolean isComplete() {
        return chooser.isComplete();
    }

    /** Whether the answer was brought to an end because no more tokens remained. */
    boolean isCutShort() {
        return chooser.wasCutShort();
    }

    /** The next token; the prompt has been read and {@link #canGoOn()}. */
    int next() {
        readLast();
        float[] scores = model.transformer().scores(lastBatch, session.work);
        int token = chooser.choose(scores, mostOutput - outputCount);
        append(token);
        return token;
    }

    /** Makes a token the next one that the model would not have chosen itself. */
    void force(int token) {
        readLast();
        chooser.accept(token);
        append(token);
    }

    private void append(int token) {
        outputCount++;
        unread = token;
    }

    /** The last token is read only when it is needed: often nothing follows it. */
    private void readLast() {
        if (unread != NONE) {
            session.tokens[session.length] = unread;
            unread = NONE;
            lastBatch = 1;
            read(1);
        }
    }

    int promptTokens() {
        return prompt.length;
    }

    /** How many tokens of the prompt an earlier run had read. */
    int cachedTokens() {
        return cached;
    }

    int outputTokens() {
        return outputCount;
    }

    /** Gives the session back; may be called again. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sessions.giveBack(session);
        }
    }
}
