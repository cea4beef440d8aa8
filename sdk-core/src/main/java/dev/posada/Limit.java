// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.TimeSource;
import java.time.Duration;

/**
 * Keeps calls within what a host can take: so many at once, so many requests and tokens per minute. What is too much waits
 * in line, first come first served.
 *
 * <pre>{@code
 * Limit limit = Limit.concurrent(4).requestsPerMinute(60);
 * ChatModel model = limit.over(host.chatModel("llama3.2"));
 * EmbeddingModel embedder = limit.over(host.embeddingModel("nomic-embed-text")); // counts against the same limit
 * }</pre>
 *
 * <p>A stream takes its place when its first event is asked for and gives it back at its end, or when it is closed: close
 * streams that you don't read to their end. A call that is cancelled under its reader keeps its place until the reader is out. A call that waits can be cancelled and interrupted. One that would have to wait
 * too long fails: with a {@link RateLimitException} at once where the line is full or a rate leaves no room in time, with a
 * {@link TimeoutException} of the phase {@link TimeoutException.Phase#FIRST_TOKEN} where no place has come free. Time limits
 * that the request sets count the wait.
 *
 * <p>The settings never change; each method gives a new value with an untouched budget. All models made by one value
 * share its budget. Thread-safe. Closing a model made here closes the model that it was made of.
 */
public final class Limit {
    private final Settings settings;
    private final Turnstile turnstile;

    /** What the budget is; zero means no limit. */
    record Settings(
            int concurrent,
            int requestsPerMinute,
            int tokensPerMinute,
            int maxWaiting,
            Duration maxWait,
            TimeSource time) {
        Settings {
            if (concurrent < 1
                    || requestsPerMinute < 0
                    || tokensPerMinute < 0
                    || maxWaiting < 0
                    || maxWait.isNegative()) {
                throw new IllegalArgumentException("A limit must be 1 or more, and a wait not negative.");
            }
            maxWait = Durations.atMostACentury(maxWait);
        }
    }

    private Limit(Settings settings) {
        this.settings = settings;
        this.turnstile = new Turnstile(settings);
    }

    /** This many calls at once and no limit per minute. Up to 1000 more calls wait, each for up to a minute. */
    public static Limit concurrent(int calls) {
        return new Limit(new Settings(calls, 0, 0, 1000, Duration.ofMinutes(1), TimeSource.system()));
    }

    /** The same with a limit on requests within any 60 seconds. */
    public Limit requestsPerMinute(int requests) {
        return new Limit(new Settings(
                settings.concurrent,
                requests,
                settings.tokensPerMinute,
                settings.maxWaiting,
                settings.maxWait,
                settings.time));
    }

    /**
     * The same with a limit on tokens within any 60 seconds, those of prompts and answers together. A call counts with an
     * estimate, a token for four characters and {@code maxTokens} for the answer, until the host has told what it used. A
     * call that is larger than the limit by itself goes through when nothing else has been used.
     */
    public Limit tokensPerMinute(int tokens) {
        return new Limit(new Settings(
                settings.concurrent,
                settings.requestsPerMinute,
                tokens,
                settings.maxWaiting,
                settings.maxWait,
                settings.time));
    }

    /**
     * The same with another limit on what waits.
     *
     * @param calls how many calls may wait; zero for none
     * @param time for how long
     */
    public Limit waiting(int calls, Duration time) {
        return new Limit(new Settings(
                settings.concurrent, settings.requestsPerMinute, settings.tokensPerMinute, calls, time, settings.time));
    }

    /** The same with another clock, for tests. */
    public Limit time(TimeSource clock) {
        return new Limit(new Settings(
                settings.concurrent,
                settings.requestsPerMinute,
                settings.tokensPerMinute,
                settings.maxWaiting,
                settings.maxWait,
                clock));
    }

    /** A model that keeps within this limit. */
    public ChatModel over(ChatModel model) {
        return new DecoratedChatModel(new LimitTactic<>(model, turnstile, settings.time));
    }

    /** A model that keeps within this limit. */
    public EmbeddingModel over(EmbeddingModel model) {
        return new DecoratedEmbeddingModel(new LimitTactic<>(model, turnstile, settings.time));
    }

    static long tokensOf(ChatRequest request) {
        long characters = 0;
        for (Message message : request.messages()) {
            characters += message.text().length();
        }
        return characters / 4 + request.sampling().maxTokens().orElse(0);
    }

    static long tokensOf(EmbeddingRequest request) {
        long characters = 0;
        for (String text : request.texts()) {
            characters += text.length();
        }
        return characters / 4;
    }
}
