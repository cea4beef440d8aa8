// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message. The family grows: a program that switches over it should have a default branch.
 *
 * <p>All members are immutable and thread-safe.
 */
public sealed interface Content {

    /**
     * Words.
     *
     * @param text the words
     */
    record Text(String text) implements Content {
        /** Checks that there is a text. */
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * A picture.
     *
     * @param media its bytes or address
     */
    record Image(Media media) implements Content {}

    /**
     * A document, such as a PDF file.
     *
     * @param name its name, which the model sees
     * @param media its bytes or address
     */
    record Document(String name, Media media) implements Content {}

    /**
     * A sound.
     *
     * @param media its bytes or address
     */
    record Audio(Media media) implements Content {}

    /**
     * A video.
     *
     * @param media its bytes or address
     */
    record Video(Media media) implements Content {}

    /**
     * What the model thought before it answered. Keep it in the messages that you send back: hosts that want it get it,
     * with its signature, and the others don't.
     *
     * @param text the thoughts
     * @param signature the host's proof that the thoughts are its own, or {@code null} where it gives none
     */
    record Thinking(String text, @Nullable String signature) implements Content {
        /** Checks that there is a text. */
        public Thinking {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * Thoughts that the host gives out only in encrypted form, to be sent back unchanged.
     *
     * @param data the encrypted thoughts, as the host encodes them
     */
    record RedactedThinking(String data) implements Content {}

    /**
     * The model's wish to have a tool called.
     *
     * @param id names the call, so that its result can be told from others
     * @param name the tool
     * @param arguments the arguments as JSON text: an object, unless {@link #argumentsProblem()} says otherwise
     */
    record ToolCall(String id, String name, String arguments) implements Content {
        /** Checks that nothing is missing. */
        public ToolCall {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(arguments, "arguments");
        }

        /** What is wrong with the arguments, if they are not a JSON object. The raw text is in {@link #arguments()}. */
        public Optional<String> argumentsProblem() {
            return Json.objectProblem(arguments);
        }

        /**
         * The arguments as a value of a Java type, usually a record.
         *
         * @throws ProtocolException if the arguments are not valid JSON or do not fit the type
         */
        public <T> T argumentsAs(Class<T> type) {
            return TypeForm.of(type).read(arguments, "the arguments for the tool " + name);
        }
    }

    /** A mark up to which the host should cache the prompt. Hosts without prompt caches by mark leave it out. */
    record CachePoint() implements Content {}

    /**
     * Content of a kind that this version does not know, kept as it came.
     *
     * @param type the host's name for the kind
     * @param json the content as JSON text
     */
    record Unknown(String type, String json) implements Content {}

    /** Words. */
    static Content text(String text) {
        return new Text(text);
    }

    /** A picture. */
    static Content image(Media media) {
        return new Image(media);
    }
}
