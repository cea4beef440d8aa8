// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.posada.Content;
import dev.posada.Message;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Conversations in files: JSON, which can be loaded again, or Markdown to read. */
final class ConversationFile {
    private ConversationFile() {}

    /**
     * Writes a conversation.
     *
     * @param overwrite whether a file of that name may be replaced
     * @throws IllegalArgumentException if there is one and it may not
     */
    static void save(Path file, ChatSession session, boolean overwrite) {
        boolean markdown = file.toString().toLowerCase(Locale.ROOT).endsWith(".md");
        String text = markdown ? markdown(session) : json(session) + "\n";
        try {
            Files.writeString(
                    file,
                    text,
                    StandardOpenOption.WRITE,
                    overwrite ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException("The file " + file + " is there already; choose another name.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Can't write the file " + file + ": " + e, e);
        }
    }

    /**
     * Reads a conversation.
     *
     * @throws IllegalArgumentException if the file holds none; the conversation is as it was then
     */
    static void load(Path file, Conversation into) {
        JsonNode root = read(file);
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : root.path("messages")) {
            messages.add(message(message, file));
        }
        String system = root.path("system").asText("");
        into.replace(system.isEmpty() ? null : system, messages);
    }

    private static JsonNode read(Path file) {
        try {
            JsonNode root = JsonMapper.builder().build().readTree(UserFile.text(file));
            if (!root.path("messages").isArray()) {
                throw new IllegalArgumentException("The file " + file + " holds no conversation: it has no messages.");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The file " + file + " holds no conversation: " + e.getOriginalMessage(), e);
        }
    }

    private static Message message(JsonNode json, Path file) {
        String text = json.path("text").asText("");
        String role = json.path("role").asText("");
        return switch (role) {
            case "user" -> Message.user(text);
            case "assistant" -> new Message.Assistant(answer(json, text));
            default ->
                throw new IllegalArgumentException(
                        "The file " + file + " holds no conversation: a message has the role \"" + role + "\".");
        };
    }

    private static List<Content> answer(JsonNode json, String text) {
        List<Content> parts = new ArrayList<>();
        if (json.has("thinking")) {
            JsonNode signature = json.path("signature");
            parts.add(new Content.Thinking(
                    json.path("thinking").asText(""), signature.isTextual() ? signature.asText() : null));
        }
        parts.add(Content.text(text));
        return parts;
    }

    private static String json(ChatSession session) {
        return Json.text(json -> {
            json.writeStartObject();
            json.writeStringField("host", session.chosen().host().uri().toString());
            json.writeStringField("model", session.chosen().name());
            Json.optional(json, "system", session.conversation().system());
            json.writeArrayFieldStart("messages");
            for (Message message : session.conversation().messages()) {
                write(json, message);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", message instanceof Message.User ? "user" : "assistant");
        if (message instanceof Message.Assistant answer && !answer.thinking().isEmpty()) {
            json.writeStringField("thinking", answer.thinking());
            Json.optional(json, "signature", signature(answer));
        }
        json.writeStringField("text", message.text());
        json.writeEndObject();
    }

    /** The proof of the thinking, which holds for one piece alone and not for several that were joined. */
    private static Optional<String> signature(Message.Assistant answer) {
        List<Content.Thinking> thoughts = answer.content().stream()
                .filter(Content.Thinking.class::isInstance)
                .map(Content.Thinking.class::cast)
                .toList();
        return thoughts.size() == 1 ? Optional.ofNullable(thoughts.get(0).signature()) : Optional.empty();
    }

    private static String markdown(ChatSession session) {
        StringBuilder text = new StringBuilder("# Conversation with ")
                .append(session.chosen().name())
                .append('\n');
        session.conversation()
                .system()
                .ifPresent(system ->
                        text.append("\n## Instructions\n\n").append(system).append('\n'));
        for (Message message : session.conversation().messages()) {
            text.append(message instanceof Message.User ? "\n## Question\n\n" : "\n## Answer\n\n");
            text.append(message.text().strip()).append('\n');
        }
        return text.toString();
    }
}
