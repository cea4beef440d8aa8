// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.Message;
import dev.posada.UnsupportedFeatureException;
import dev.posada.embedded.Conversation.Call;
import dev.posada.embedded.Conversation.Role;
import dev.posada.embedded.Conversation.Turn;
import java.util.List;

/** Puts messages into the engine's words. */
final class EmbeddedMessages {
    private final List<ChatWarning> warnings;
    private final ErrorDetails where;

    /**
     * A mapper for one request.
     *
     * @param warnings takes what the caller should know
     * @param where the host and model, for errors
     */
    EmbeddedMessages(List<ChatWarning> warnings, ErrorDetails where) {
        this.warnings = warnings;
        this.where = where;
    }

    /**
     * The turns of a conversation.
     *
     * @throws UnsupportedFeatureException if it holds something else than words, thoughts and tool calls
     */
    List<Turn> turns(List<Message> messages) {
        return messages.stream().map(this::turn).toList();
    }

    private Turn turn(Message message) {
        message.content().forEach(part -> check(part, message));
        if (message instanceof Message.Assistant assistant) {
            List<Call> calls = assistant.toolCalls().stream()
                    .map(call -> new Call(call.name(), call.arguments()))
                    .toList();
            return new Turn(Role.ASSISTANT, assistant.text(), assistant.thinking(), calls);
        }
        if (message instanceof Message.ToolResult result) {
            // The model knows no mark for a tool that failed, so the words say it.
            return Turn.of(Role.TOOL, (result.failed() ? "The tool failed: " : "") + result.text());
        }
        return Turn.of(message instanceof Message.System ? Role.SYSTEM : Role.USER, message.text());
    }

    private void check(Content part, Message message) {
        if (part instanceof Content.RedactedThinking) {
            warnings.add(new ChatWarning(
                    ChatWarning.APPROXIMATED,
                    "The conversation holds encrypted thinking of another host, which was left out: this model can't read"
                            + " it."));
            return;
        }
        boolean ofAssistant = part instanceof Content.Thinking || part instanceof Content.ToolCall;
        if (ofAssistant && !(message instanceof Message.Assistant)) {
            throw unsupported("takes thinking and tool calls in messages of the assistant only");
        }
        if (!(ofAssistant || part instanceof Content.Text || part instanceof Content.CachePoint)) {
            throw unsupported("reads words only, no " + kind(part)
                    + "; use a model on a server that can, such as one of Ollama's with the capability IMAGES");
        }
    }

    private static String kind(Content part) {
        if (part instanceof Content.Unknown unknown) {
            return "content of the kind \"" + unknown.type() + "\"";
        }
        return part.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + "s";
    }

    private UnsupportedFeatureException unsupported(String complaint) {
        return new UnsupportedFeatureException("The embedded model " + complaint + ".", where);
    }
}
