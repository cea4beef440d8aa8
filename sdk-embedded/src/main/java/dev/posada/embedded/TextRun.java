// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * One answer of the model as text: takes the tokens of a run apart for a listener, a limited piece of work at a time, and
 * says in the end why it ended. Not thread-safe.
 */
final class TextRun implements AutoCloseable {
    private static final String END_OF_THOUGHTS = "</think>\n\n";

    /** Why an answer ended. */
    enum End {
        /** The model was done. */
        DONE,
        /** A stop text came up. */
        STOP_TEXT,
        /** The token limit or the window was reached. */
        LENGTH
    }

    private enum Phase {
        PROMPT,
        ANSWER,
        OVER
    }

    private final Tokenizer tokenizer;
    private final TokenRun run;
    private final AnswerParser parser;
    private final StopFilter stops;
    private final int mostThoughts;
    private final TextDecoder decoder = new TextDecoder();
    private Phase phase = Phase.PROMPT;
    private End end = End.LENGTH;
    private int thoughtTokens;
    private long promptNanos;
    private long answerNanos;

    /**
     * Starts an answer.
     *
     * @param stops ends the words; thoughts and calls are not searched for stop texts
     * @param mostThoughts after this many tokens of thinking the thoughts are ended
     */
    TextRun(
            Tokenizer tokenizer,
            TokenRun run,
            AnswerParser.Parts parts,
            StopFilter stops,
            int mostThoughts,
            AnswerListener listener) {
        this.tokenizer = tokenizer;
        this.run = run;
        this.stops = stops;
        this.mostThoughts = mostThoughts;
        parser = new AnswerParser(parts, new Stopping(stops, listener));
    }

    /** Reads a part of the prompt, or adds a token to the answer; true if there is more to do. */
    boolean advance() {
        long begin = System.nanoTime();
        if (phase == Phase.PROMPT) {
            phase = run.readPrompt() ? Phase.PROMPT : Phase.ANSWER;
            promptNanos += System.nanoTime() - begin;
        } else if (phase == Phase.ANSWER) {
            answer();
            answerNanos += System.nanoTime() - begin;
        }
        return phase != Phase.OVER;
    }

    private void answer() {
        if (!run.canGoOn()) {
            finish(run.isComplete() ? End.DONE : End.LENGTH);
            return;
        }
        int token = run.next();
        if (tokenizer.isControl(token)) {
            finish(End.DONE);
            return;
        }
        add(token);
        if (stops.isStopped()) {
            finish(End.STOP_TEXT);
        } else if (parser.isInThoughts() && thoughtTokens >= mostThoughts) {
            endThoughts();
        }
    }

    private void add(int token) {
        boolean thought = parser.isInThoughts();
        parser.add(decoder.decode(tokenizer.bytes(token)));
        thoughtTokens += thought || parser.isInThoughts() ? 1 : 0;
    }

    private void endThoughts() {
        for (int token : new Prompt(tokenizer).template(END_OF_THOUGHTS).tokens()) {
            if (run.canGoOn()) {
                run.force(token);
                add(token);
            }
        }
    }

    private void finish(End reason) {
        phase = Phase.OVER;
        end = reason;
        if (reason != End.STOP_TEXT) {
            parser.add(decoder.finish());
            parser.finish();
        }
    }

    /** Why the answer ended; only once it has. */
    End end() {
        return end;
    }

    /** How many tokens of the answer were thoughts, their tags among them. */
    int thoughtTokens() {
        return thoughtTokens;
    }

    TokenRun tokens() {
        return run;
    }

    long promptNanos() {
        return promptNanos;
    }

    long answerNanos() {
        return answerNanos;
    }

    @Override
    public void close() {
        run.close();
    }

    /** Lets words through up to a stop text, and everything else. */
    private record Stopping(StopFilter stops, AnswerListener listener) implements AnswerListener {
        @Override
        public void text(String delta) {
            pass(stops.add(delta));
        }

        private void pass(String text) {
            if (!text.isEmpty()) {
                listener.text(text);
            }
        }

        @Override
        public void thinking(String delta) {
            listener.thinking(delta);
        }

        @Override
        public void callStarted(int index, String name) {
            if (!stops.isStopped()) {
                pass(stops.finish());
                listener.callStarted(index, name);
            }
        }

        @Override
        public void callArguments(int index, String json) {
            if (!stops.isStopped()) {
                listener.callArguments(index, json);
            }
        }

        @Override
        public void brokenCall(String raw) {
            if (!stops.isStopped()) {
                pass(stops.finish());
                listener.brokenCall(raw);
            }
        }

        @Override
        public void finished() {
            if (!stops.isStopped()) {
                pass(stops.finish());
            }
        }
    }
}
