// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatWarning;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.PosadaException;
import dev.posada.StreamInterruptedException;
import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonShape;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes pieces of an answer of the chunks that a server sends. Does no I/O. Used by one thread at a time. */
final class OpenAiStreamDecoder {
    private final OpenAiChunk chunk;
    private final ThinkingSplitter splitter;
    private final JsonShape shape = new JsonShape();
    private final boolean learns;
    private final boolean thinkingIsOff;
    private final Function<String, PosadaException> failures;

    private boolean hasSaid;
    private boolean hasThought;
    private boolean hasRefused;
    private boolean hasOtherChoices;
    private @Nullable String finishReason;

    /**
     * A decoder of one answer.
     *
     * @param chunk reads the chunks
     * @param tags how thinking is told from the answer in a text that holds both
     * @param thinkingIsOff whether the request forbids thinking
     * @param failures says what an error is that a chunk reports, given as JSON text
     */
    OpenAiStreamDecoder(
            OpenAiChunk chunk, ThinkingTags tags, boolean thinkingIsOff, Function<String, PosadaException> failures) {
        this(chunk, tags, thinkingIsOff, failures, true);
    }

    /**
     * A decoder of one answer, for tests.
     *
     * @param learns whether chunks that look like an earlier one may be read the short way
     */
    OpenAiStreamDecoder(
            OpenAiChunk chunk,
            ThinkingTags tags,
            boolean thinkingIsOff,
            Function<String, PosadaException> failures,
            boolean learns) {
        this.learns = learns;
        this.chunk = chunk;
        this.splitter = new ThinkingSplitter(tags);
        this.thinkingIsOff = thinkingIsOff;
        this.failures = failures;
    }

    /**
     * Takes a chunk. It is read whole before anything of it is passed on: one that reports an error says nothing else.
     *
     * @throws PosadaException if the chunk reports an error, or makes no sense
     */
    void decode(JsonCursor json, EventSink sink) {
        if (!shape.fits(json)) {
            decodeAny(json, sink);
        } else if (chunk.delta().text().isEmpty()) { // what the shape was learned from: a chunk of thoughts
            think(shape.text(), sink);
        } else {
            say(shape.text(), sink);
        }
    }

    private void decodeAny(JsonCursor json, EventSink sink) {
        chunk.read(json, sink);
        String error = chunk.error();
        if (error != null) {
            throw failures.apply(error);
        }
        sink.started(chunk.id(), chunk.model());
        passOnWords(chunk.delta(), sink);
        passOnRest(sink);
        if (learns) {
            chunk.teach(shape, json);
        }
    }

    private void passOnWords(OpenAiDelta delta, EventSink sink) {
        think(delta.thinking(), sink);
        say(delta.text(), sink);
        if (!delta.refusal().isEmpty()) {
            hasRefused = true;
            sink.text(delta.refusal());
        }
        delta.toolCalls().forEach(call -> call.passOn(chunk.isWhole(), sink));
        hasSaid |= delta.isSaying();
    }

    private void think(String thoughts, EventSink sink) {
        if (!thoughts.isEmpty()) {
            hasSaid = true;
            hasThought = true;
            splitter.standDown(sink);
            sink.thinking(thoughts);
        }
    }

    private void say(String words, EventSink sink) {
        if (!words.isEmpty()) {
            hasSaid = true;
            splitter.accept(words, sink);
        }
    }

    private void passOnRest(EventSink sink) {
        if (chunk.logprobs() != null) {
            sink.logprobs(chunk.logprobs());
        }
        if (chunk.usage() != null) {
            sink.usage(chunk.usage());
        }
        if (chunk.finishReason() != null && !chunk.finishReason().isEmpty()) {
            finishReason = chunk.finishReason();
        }
        hasOtherChoices |= chunk.hasOtherChoices();
    }

    /** Whether the server has said why the answer ended. */
    boolean hasFinishReason() {
        return finishReason != null;
    }

    /**
     * The protocol's end of the answer has come.
     *
     * @throws PosadaException if the server gave up, or never said why the answer ended
     */
    void finish(EventSink sink) {
        splitter.end(sink);
        String word = finishReason;
        if (word == null) {
            throw interrupted("the server said that it was done, but not why (it sent no finish_reason)");
        }
        if (OpenAiFinish.isGivenUp(word)) {
            throw interrupted("the server gave up (finish_reason \"" + word + "\"); its log may tell why");
        }
        warn(sink);
        FinishReason reason = OpenAiFinish.reason(word);
        sink.finish(hasRefused && reason == FinishReason.STOP ? FinishReason.CONTENT_FILTER : reason, word);
    }

    /** The answer ends here though the protocol's end has not come; hands on what was held back. */
    void breakOff(EventSink sink) {
        if (hasSaid) {
            splitter.end(sink);
        }
    }

    private void warn(EventSink sink) {
        if (thinkingIsOff && (hasThought || splitter.hasThought())) {
            sink.warning(
                    new ChatWarning(
                            ChatWarning.APPROXIMATED,
                            "The model was asked not to think but did: it, its chat template or the server has no such switch."));
        }
        if (hasOtherChoices) {
            sink.warning(new ChatWarning(
                    "other-choices",
                    "The server sent more than one answer though one was asked for; the first was taken."));
        }
        if (hasRefused) {
            sink.warning(new ChatWarning("refused", "The model refused to answer; the text says why."));
        }
    }

    private static StreamInterruptedException interrupted(String what) {
        return new StreamInterruptedException("The answer broke off: " + what + ".", ErrorDetails.none(), null);
    }
}
