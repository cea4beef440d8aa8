// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.posada.Content;
import dev.posada.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a model said, in the one text, one thought and list of calls of LangChain4j's message. What does not fit there (the
 * signature of a thought, encrypted thoughts, the order of parts) goes into an attribute as JSON text, so that it survives
 * every chat memory, and comes back when the message is sent again.
 */
final class AssistantParts {
    /** The attribute's name. */
    static final String ATTRIBUTE = "posada_content";

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String THINKING = "thinking";
    private static final String SIGNATURE = "signature";
    private static final String REDACTED = "redacted_thinking";
    private static final String CALL = "tool_call";
    private static final String DATA = "data";

    private AssistantParts() {}

    /** An answer as LangChain4j's message. */
    static AiMessage toLangChain4j(Message.Assistant message) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (!isPlain(message.content())) {
            attributes.put(ATTRIBUTE, JsonTexts.write(entries(message.content())));
        }
        List<dev.langchain4j.data.image.Image> images = message.content().stream()
                .filter(Content.Image.class::isInstance)
                .map(part -> MediaMapper.image(((Content.Image) part).media()))
                .toList();
        if (!images.isEmpty()) {
            attributes.put(AiMessage.GENERATED_IMAGES_KEY, images);
        }
        return AiMessage.builder()
                .text(nullIfEmpty(message.text()))
                .thinking(nullIfEmpty(message.thinking()))
                .toolExecutionRequests(message.toolCalls().stream()
                        .map(AssistantParts::toLangChain4j)
                        .toList())
                .attributes(attributes)
                .build();
    }

    static ToolExecutionRequest toLangChain4j(Content.ToolCall call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(call.name())
                .arguments(call.arguments())
                .build();
    }

    /** A message of LangChain4j as Posada's, with what its attribute kept. */
    static Message.Assistant toPosada(AiMessage message) {
        List<Content> plain = plainParts(message);
        String kept = message.attribute(ATTRIBUTE, String.class);
        List<Content> parts = kept == null ? plain : restored(JsonTexts.objects(kept), message, plain);
        Stream<Content> images = message.images().stream().map(MediaMapper::image);
        return new Message.Assistant(Stream.concat(parts.stream(), images).toList());
    }

    private static List<Content> plainParts(AiMessage message) {
        List<Content> parts = new ArrayList<>();
        if (message.thinking() != null) {
            parts.add(new Content.Thinking(message.thinking(), null));
        }
        parts.addAll(spokenParts(message));
        return parts;
    }

    private static List<Content> spokenParts(AiMessage message) {
        List<Content> parts = new ArrayList<>();
        if (message.text() != null) {
            parts.add(new Content.Text(message.text()));
        }
        message.toolExecutionRequests().forEach(call -> parts.add(toPosada(call)));
        return parts;
    }

    /** LangChain4j lets a call go without an id; the name has to do then. */
    static Content.ToolCall toPosada(ToolExecutionRequest call) {
        String arguments = call.arguments() == null || call.arguments().isBlank() ? "{}" : call.arguments();
        return new Content.ToolCall(call.id() == null ? call.name() : call.id(), call.name(), arguments);
    }

    /** The kept parts, unless somebody has changed the message since: then its thoughts only, and what it says now. */
    private static List<Content> restored(List<Map<String, String>> kept, AiMessage message, List<Content> plain) {
        List<Content> parts =
                kept.stream().map(AssistantParts::part).filter(Objects::nonNull).toList();
        if (isSame(new Message.Assistant(parts), new Message.Assistant(plain))) {
            return parts;
        }
        List<Content> thoughts = parts.stream()
                .filter(part -> part instanceof Content.Thinking || part instanceof Content.RedactedThinking)
                .toList();
        return Stream.concat(thoughts.stream(), spokenParts(message).stream()).toList();
    }

    private static boolean isSame(Message.Assistant kept, Message.Assistant now) {
        return kept.text().equals(now.text())
                && kept.thinking().equals(now.thinking())
                && kept.toolCalls().equals(now.toolCalls());
    }

    /** Whether the message's own fields say it all: at most one thought, then at most one text, then calls. */
    private static boolean isPlain(List<Content> parts) {
        int last = -1;
        for (Content part : parts) {
            int place = place(part);
            if (place < 0 || place < last || (place == last && place < 2)) {
                return false;
            }
            last = place;
        }
        return true;
    }

    private static int place(Content part) {
        if (part instanceof Content.Thinking thought) {
            return thought.signature() == null ? 0 : -1;
        }
        if (part instanceof Content.Text) {
            return 1;
        }
        if (part instanceof Content.ToolCall) {
            return 2;
        }
        return part instanceof Content.RedactedThinking ? -1 : 3; // others are kept elsewhere, or in the metadata only
    }

    private static List<Map<String, String>> entries(List<Content> parts) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (Content part : parts) {
            if (part instanceof Content.Thinking thought) {
                Map<String, String> entry = entry(THINKING, TEXT, thought.text());
                if (thought.signature() != null) {
                    entry.put(SIGNATURE, thought.signature());
                }
                entries.add(entry);
            } else if (part instanceof Content.RedactedThinking redacted) {
                entries.add(entry(REDACTED, DATA, redacted.data()));
            } else if (part instanceof Content.Text words) {
                entries.add(entry(TEXT, TEXT, words.text()));
            } else if (part instanceof Content.ToolCall call) {
                Map<String, String> entry = entry(CALL, "id", call.id());
                entry.put("name", call.name());
                entry.put("arguments", call.arguments());
                entries.add(entry);
            }
        }
        return entries;
    }

    private static Map<String, String> entry(String type, String key, String value) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put(TYPE, type);
        entry.put(key, value);
        return entry;
    }

    private static @Nullable Content part(Map<String, String> entry) {
        return switch (entry.getOrDefault(TYPE, "")) {
            case THINKING -> new Content.Thinking(entry.getOrDefault(TEXT, ""), entry.get(SIGNATURE));
            case REDACTED -> new Content.RedactedThinking(entry.getOrDefault(DATA, ""));
            case TEXT -> new Content.Text(entry.getOrDefault(TEXT, ""));
            case CALL ->
                new Content.ToolCall(
                        entry.getOrDefault("id", ""),
                        entry.getOrDefault("name", ""),
                        entry.getOrDefault("arguments", "{}"));
            default -> null; // of a later version
        };
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
