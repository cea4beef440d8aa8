// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.JsonWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes a conversation as the {@code messages} of {@code /api/chat}. */
final class OllamaMessages {
    private static final Set<String> SOUNDS =
            Set.of("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave", "audio/mpeg", "audio/mp3");

    private final JsonWriter json;
    private final List<ChatWarning> warnings;
    private final ErrorDetails where;

    /**
     * A writer of one conversation.
     *
     * @param warnings takes what the caller should know
     * @param where the host and model, for errors
     */
    OllamaMessages(JsonWriter json, List<ChatWarning> warnings, ErrorDetails where) {
        this.json = json;
        this.warnings = warnings;
        this.where = where;
    }

    /**
     * Writes the messages as an array.
     *
     * @param instruction what is added to the instructions to the model; empty for nothing
     */
    void write(List<Message> messages, String instruction) {
        json.beginArray();
        boolean pending = !instruction.isEmpty();
        if (pending && !(messages.get(0) instanceof Message.System)) {
            begin("system", instruction).endObject();
            pending = false;
        }
        for (Message message : messages) {
            write(message, pending ? "\n\n" + instruction : "");
            pending = false;
        }
        json.endArray();
    }

    private void write(Message message, String appendix) {
        if (message instanceof Message.System) {
            begin("system", message.text() + appendix);
        } else if (message instanceof Message.User) {
            begin("user", message.text());
        } else if (message instanceof Message.Assistant assistant) {
            writeAssistant(assistant);
        } else if (message instanceof Message.ToolResult result) {
            writeResult(result);
        }
        writeMedia(message);
        json.endObject();
    }

    private JsonWriter begin(String role, String content) {
        return json.beginObject().field("role", role).field("content", content);
    }

    private void writeAssistant(Message.Assistant assistant) {
        begin("assistant", assistant.text());
        String thinking = assistant.thinking();
        if (!thinking.isEmpty()) {
            json.field("thinking", thinking);
        }
        List<Content.ToolCall> calls = assistant.toolCalls();
        if (!calls.isEmpty()) {
            json.name("tool_calls").beginArray();
            calls.forEach(this::write);
            json.endArray();
        }
    }

    private void write(Content.ToolCall call) {
        json.beginObject().field("id", call.id());
        json.name("function").beginObject().field("name", call.name()).name("arguments");
        if (call.argumentsProblem().isEmpty()) {
            json.raw(call.arguments());
        } else {
            // The server takes nothing but an object here.
            json.beginObject().field("arguments", call.arguments()).endObject();
            warnings.add(new ChatWarning(
                    ChatWarning.INVALID_TOOL_ARGUMENTS,
                    "The conversation holds a call of the tool " + call.name()
                            + " with arguments that are not a JSON object; they were sent as text inside of one."));
        }
        json.endObject().endObject();
    }

    /** Ollama has no mark for a tool that failed, so the words say it. Templates may use the name or the id: both go. */
    private void writeResult(Message.ToolResult result) {
        begin("tool", (result.failed() ? "The tool failed: " : "") + result.text());
        json.field("tool_name", result.toolName());
        if (!result.callId().isEmpty()) {
            json.field("tool_call_id", result.callId());
        }
    }

    private void writeMedia(Message message) {
        List<ByteBuffer> images = new ArrayList<>(0);
        for (Content part : message.content()) {
            if (part instanceof Content.Image image) {
                images.add(bytes(image.media(), "an image"));
            } else if (part instanceof Content.Audio audio) {
                images.add(sound(audio.media()));
            } else {
                check(part, message);
            }
        }
        if (!images.isEmpty()) {
            json.name("images").beginArray();
            images.forEach(json::base64);
            json.endArray();
        }
    }

    private ByteBuffer sound(Media media) {
        if (!SOUNDS.contains(media.type())) {
            throw unsupported("Ollama understands sound as WAV or MP3, not as " + media.type() + "; convert it.");
        }
        return bytes(media, "a sound");
    }

    private ByteBuffer bytes(Media media, String what) {
        return media.bytes()
                .orElseThrow(() -> unsupported("Ollama does not fetch " + what
                        + " from an address; read it and send its" + " bytes: Media.of(bytes) or Media.file(path)."));
    }

    private void check(Content part, Message message) {
        if (part instanceof Content.Document document) {
            throw unsupported("Ollama takes no documents, such as \"" + document.name()
                    + "\"; send its text, or its pages as images to a model that sees.");
        }
        if (part instanceof Content.Video) {
            throw unsupported("Ollama takes no videos; send single frames as images to a model that sees.");
        }
        if (part instanceof Content.Unknown unknown) {
            throw unsupported("Ollama has no place for content of the kind \"" + unknown.type() + "\".");
        }
        boolean isOutOfPlace = (part instanceof Content.ToolCall || part instanceof Content.Thinking)
                && !(message instanceof Message.Assistant);
        if (isOutOfPlace) {
            throw unsupported("Thinking and tool calls belong into messages of the assistant.");
        }
        if (part instanceof Content.RedactedThinking) {
            warnings.add(
                    new ChatWarning(
                            ChatWarning.APPROXIMATED,
                            "The conversation holds encrypted thinking of another host, which was left out: Ollama can't read it."));
        }
    }

    private UnsupportedFeatureException unsupported(String message) {
        return new UnsupportedFeatureException(message, where);
    }

    /** Whether a conversation holds pictures. */
    static boolean haveImages(List<Message> messages) {
        return have(messages, Content.Image.class);
    }

    /** Whether a conversation holds sound. */
    static boolean haveSound(List<Message> messages) {
        return have(messages, Content.Audio.class);
    }

    private static boolean have(List<Message> messages, Class<? extends Content> kind) {
        for (Message message : messages) {
            for (Content part : message.content()) {
                if (kind.isInstance(part)) {
                    return true;
                }
            }
        }
        return false;
    }
}
