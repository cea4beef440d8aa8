// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.webchat;

import dev.posada.CancelledException;
import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.Message;
import dev.posada.PosadaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One conversation, and the answer that is on its way, if one is. Thread-safe. */
final class Chat {
    private static final int TITLE_LENGTH = 40;

    private final String id = UUID.randomUUID().toString();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable ChatStream running;
    private volatile boolean stopped;

    String id() {
        return id;
    }

    String title() {
        if (messages.isEmpty()) {
            return "New chat";
        }
        String first = messages.get(0).text().strip().replaceAll("\\s+", " ");
        return first.length() <= TITLE_LENGTH ? first : first.substring(0, TITLE_LENGTH) + "…";
    }

    List<Map<String, String>> view() {
        List<Map<String, String>> turns = new ArrayList<>();
        for (Message message : messages) {
            if (message instanceof Message.Assistant answer) {
                turns.add(Map.of(
                        "role", "assistant", "html", Markdown.toHtml(answer.text()), "thinking", answer.thinking()));
            } else {
                turns.add(Map.of("role", "user", "text", message.text()));
            }
        }
        return turns;
    }

    /**
     * Keeps others from speaking until {@link #end}.
     *
     * @throws IllegalArgumentException if one is on its way already
     */
    void begin() {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalArgumentException("An answer is on its way already; stop it first.");
        }
        stopped = false;
    }

    /** Asks the model. What fails is told to the page, and the words that had arrived are kept. */
    void answer(ChatModel model, String words, EventWriter events) {
        messages.add(Message.user(words));
        try (ChatStream stream =
                model.stream(ChatRequest.builder().messages(messages).build())) {
            running = stream;
            if (stopped) {
                stream.cancel(); // the wish came before there was a stream
            }
            ChatResponse response = new Answer(events).read(stream);
            messages.add(response.message());
        } catch (CancelledException e) {
            keep(e);
            events.send("stopped", Map.of());
        } catch (PosadaException e) {
            keep(e);
            events.send("error", Map.of("message", String.valueOf(e.getMessage())));
        } finally {
            running = null;
        }
    }

    void end() {
        busy.set(false);
    }

    /** A question without any answer is taken back, since models expect the two to take turns. */
    private void keep(PosadaException failure) {
        if (failure.partialText().isBlank()) {
            messages.remove(messages.size() - 1);
        } else {
            messages.add(Message.assistant(failure.partialText()));
        }
    }

    /** Ends the answer that is on its way, here and on the model's host. */
    boolean stop() {
        stopped = true;
        ChatStream stream = running;
        if (stream != null) {
            stream.cancel();
        }
        return busy.get();
    }

    /** Passes an answer on to the page while it arrives. */
    private static final class Answer {
        private static final long NANOS_BETWEEN_PICTURES = 60_000_000;

        private final EventWriter events;
        private final StringBuilder text = new StringBuilder();
        private long lastPicture = System.nanoTime() - NANOS_BETWEEN_PICTURES;

        Answer(EventWriter events) {
            this.events = events;
        }

        ChatResponse read(ChatStream stream) {
            ChatResponse response = null;
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.ThinkingDelta thought) {
                    events.send("thinking", Map.of("text", thought.text()));
                } else if (event instanceof ChatEvent.TextDelta words) {
                    text.append(words.text());
                    show(false);
                } else if (event instanceof ChatEvent.Warning warning) {
                    events.send("warning", Map.of("message", warning.warning().message()));
                } else if (event instanceof ChatEvent.Finished finished) {
                    response = finished.response();
                }
            }
            if (response == null) {
                throw new IllegalStateException("A stream ended without its last event.");
            }
            show(true);
            events.send(
                    "done",
                    Map.<String, Object>of(
                            "model",
                            response.model(),
                            "finish",
                            response.finishReason(),
                            "usage",
                            response.usage().outputTokens()));
            return response;
        }

        /** Markdown has to be read from its start again and again, which is not worth doing for each word. */
        private void show(boolean last) {
            if (last || System.nanoTime() - lastPicture > NANOS_BETWEEN_PICTURES) {
                lastPicture = System.nanoTime();
                events.send("html", Map.of("html", Markdown.toHtml(text.toString())));
            }
        }
    }
}
