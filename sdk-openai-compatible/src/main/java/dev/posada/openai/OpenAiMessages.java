// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.http.JsonWriter;
import dev.posada.openai.Dialect.Input;
import dev.posada.openai.Dialect.ThinkingReplay;
import java.util.List;

/** Writes a conversation as {@code messages}. */
final class OpenAiMessages {
    private final JsonWriter json;
    private final OpenAiTarget target;

    OpenAiMessages(JsonWriter json, OpenAiTarget target) {
        this.json = json;
        this.target = target;
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
            begin("system").field("content", instruction).endObject();
            pending = false;
        }
        for (Message message : messages) {
            write(message, pending ? "\n\n" + instruction : "");
            pending = false;
        }
        json.endArray();
    }

    private void write(Message message, String appendix) {
        if (message instanceof Message.System system) {
            begin("system").field("content", text(system) + appendix);
        } else if (message instanceof Message.User user) {
            begin("user").name("content");
            writeContent(user, "");
        } else if (message instanceof Message.Assistant assistant) {
            writeAssistant(assistant);
        } else if (message instanceof Message.ToolResult result) {
            writeResult(result);
        }
        json.endObject();
    }

    private JsonWriter begin(String role) {
        return json.beginObject().field("role", role);
    }

    private String text(Message message) {
        for (Content part : message.content()) {
            if (!isText(part)) {
                throw target.unsupported("Instructions to the model can be text only, not " + kind(part) + ".");
            }
        }
        return message.text();
    }

    /** The mark for prompt caches counts as nothing: this wire has no place for it. */
    private static boolean isText(Content part) {
        return part instanceof Content.Text || part instanceof Content.CachePoint;
    }

    // ---- what the model said

    private void writeAssistant(Message.Assistant assistant) {
        begin("assistant");
        ThinkingReplay replay = target.dialect().thinkingReplay();
        String thinking = replay == ThinkingReplay.NONE ? "" : assistant.thinking();
        boolean tagged = !thinking.isEmpty() && replay == ThinkingReplay.TAGS;
        ThinkingTags tags = target.dialect().thinkingTags();
        // Servers that refuse null or a missing content all take an empty one beside tool calls.
        json.field(
                "content",
                (tagged ? tags.open() + "\n" + thinking + "\n" + tags.close() + "\n\n" : "") + assistant.text());
        if (!thinking.isEmpty() && !tagged) {
            json.field(replay == ThinkingReplay.REASONING ? "reasoning" : "reasoning_content", thinking);
        }
        writeOthers(assistant);
        List<Content.ToolCall> calls = assistant.toolCalls();
        if (!calls.isEmpty()) {
            json.name("tool_calls").beginArray();
            calls.forEach(this::write);
            json.endArray();
        }
    }

    private void write(Content.ToolCall call) {
        json.beginObject().field("id", call.id()).field("type", "function");
        json.name("function").beginObject().field("name", call.name()).field("arguments", call.arguments());
        json.endObject().endObject();
        call.argumentsProblem()
                .ifPresent(problem -> target.warn(
                        ChatWarning.INVALID_TOOL_ARGUMENTS,
                        "The conversation holds a call of the tool " + call.name()
                                + " with arguments that are not a JSON object (" + problem
                                + "); some servers refuse that."));
    }

    private void writeOthers(Message.Assistant assistant) {
        for (Content part : assistant.content()) {
            if (part instanceof Content.Unknown unknown) {
                // A field of the message that this version had no name for when it came.
                json.name(unknown.type()).raw(unknown.json());
            } else if (part instanceof Content.RedactedThinking) {
                target.warn(
                        ChatWarning.APPROXIMATED,
                        "The conversation holds encrypted thinking of another host, which was left out: "
                                + target.server() + " can't read it.");
            } else if (!isText(part) && !(part instanceof Content.Thinking) && !(part instanceof Content.ToolCall)) {
                throw target.unsupported("A message of the assistant can't hold " + kind(part) + " on this wire.");
            }
        }
    }

    // ---- what the user and the tools said

    /** This wire has no mark for a tool that failed, so the words say it. Some templates want the name besides the id. */
    private void writeResult(Message.ToolResult result) {
        begin("tool").field("tool_call_id", result.callId()).field("name", result.toolName());
        json.name("content");
        writeContent(result, result.failed() ? "The tool failed: " : "");
    }

    /** Text alone goes as one string, since not every template takes parts. */
    private void writeContent(Message message, String prefix) {
        if (message.content().stream().allMatch(OpenAiMessages::isText)) {
            json.value(prefix.isEmpty() ? message.text() : prefix + message.text()); // no copy of what may be long
            return;
        }
        json.beginArray();
        if (!prefix.isEmpty()) {
            writeText(prefix.strip());
        }
        message.content().forEach(this::writePart);
        json.endArray();
    }

    private void writePart(Content part) {
        if (part instanceof Content.Text text) {
            writeText(text.text());
        } else if (part instanceof Content.Image image) {
            writeImage(image.media());
        } else if (part instanceof Content.Audio audio) {
            writeAudio(audio.media());
        } else if (part instanceof Content.Unknown unknown) {
            json.raw(unknown.json());
        } else if (!(part instanceof Content.CachePoint)) {
            throw target.unsupported(target.server() + " takes no " + kind(part) + " in this place. " + advice(part));
        }
    }

    private void writeText(String text) {
        json.beginObject().field("type", "text").field("text", text).endObject();
    }

    private void writeImage(Media media) {
        json.beginObject()
                .field("type", "image_url")
                .name("image_url")
                .beginObject()
                .name("url");
        if (media.bytes().isPresent()) {
            require(Input.IMAGE, "takes no images.");
            json.base64("data:" + media.type() + ";base64,", media.bytes().get());
        } else {
            require(
                    Input.IMAGE_ADDRESS,
                    "does not fetch an image from an address; read it and send its bytes: Media.of(bytes) or"
                            + " Media.file(path).");
            json.value(media.address().orElseThrow().toString());
        }
        json.endObject().endObject();
    }

    private void writeAudio(Media media) {
        require(Input.AUDIO, "takes no sound.");
        if (media.bytes().isEmpty()) {
            throw target.unsupported(
                    "This wire has no address of a sound; read it and send its bytes: Media.of(bytes) or"
                            + " Media.file(path).");
        }
        json.beginObject().field("type", "input_audio").name("input_audio").beginObject();
        json.name("data").base64(media.bytes().get());
        json.field("format", format(media)).endObject().endObject();
    }

    /** The wire wants the short names that files have. */
    private static String format(Media media) {
        return switch (media.type()) {
            case "audio/mpeg" -> "mp3";
            case "audio/x-wav", "audio/wave", "audio/vnd.wave" -> "wav";
            default -> media.subtype();
        };
    }

    private void require(Input input, String complaint) {
        if (!target.dialect().inputs().contains(input)) {
            throw target.unsupported(target.server() + " " + complaint);
        }
    }

    private static String kind(Content part) {
        if (part instanceof Content.Document) {
            return "documents";
        }
        if (part instanceof Content.Video) {
            return "videos";
        }
        if (part instanceof Content.Image) {
            return "images";
        }
        if (part instanceof Content.Audio) {
            return "sound";
        }
        return part instanceof Content.ToolCall
                ? "tool calls"
                : "content of the kind " + part.getClass().getSimpleName();
    }

    private static String advice(Content part) {
        if (part instanceof Content.Document) {
            return "Send the document's text, or its pages as images to a model that sees.";
        }
        return part instanceof Content.Video
                ? "Send single frames as images to a model that sees."
                : "Thinking and tool calls belong into messages of the assistant.";
    }
}
