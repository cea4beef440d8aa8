// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.Message;
import dev.posada.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/**
 * A conversation in Bedrock's words: instructions apart, turns of the user and the model in alternation, results of tools in
 * the user's turn, nothing blank. For one conversation and one thread.
 */
final class BedrockMessages {
    private final BedrockModel model;
    private final BedrockMedia media;
    private final BedrockOptions options;
    private final List<ChatWarning> warnings;
    private final ErrorDetails where;

    private final List<SystemContentBlock> system = new ArrayList<>();
    private final List<software.amazon.awssdk.services.bedrockruntime.model.Message> turns = new ArrayList<>();
    private @Nullable ConversationRole role;
    private List<ContentBlock> turn = new ArrayList<>();
    private boolean haveTools;

    /**
     * An empty conversation.
     *
     * @param warnings takes what the caller should know
     * @param where the host and model, for errors
     */
    BedrockMessages(BedrockModel model, BedrockOptions options, List<ChatWarning> warnings, ErrorDetails where) {
        this.model = model;
        this.options = options;
        this.media = new BedrockMedia(options.citations(), where);
        this.warnings = warnings;
        this.where = where;
    }

    /**
     * Takes the messages over.
     *
     * @throws InvalidRequestException if nothing is left to say
     * @throws UnsupportedFeatureException if Bedrock or the model has no place for a part of them
     */
    BedrockMessages add(List<Message> messages) {
        for (Message message : messages) {
            if (message instanceof Message.System instructions) {
                instructions.content().forEach(this::addInstruction);
            } else if (message instanceof Message.Assistant assistant) {
                begin(ConversationRole.ASSISTANT);
                assistant.content().forEach(this::addOfModel);
            } else if (message instanceof Message.ToolResult result) {
                begin(ConversationRole.USER);
                turn.add(ContentBlock.fromToolResult(result(result)));
                haveTools = true;
            } else {
                begin(ConversationRole.USER);
                message.content().forEach(this::addOfUser);
            }
        }
        if (options.cache().contains(BedrockOptions.CacheMark.MESSAGES) && !turn.isEmpty()) {
            turn.add(ContentBlock.fromCachePoint(cachePoint()));
        }
        endTurn();
        if (turns.isEmpty()) {
            throw new InvalidRequestException(
                    "The request has no message of the user with anything in it; Bedrock answers only to one.", where);
        }
        if (options.cache().contains(BedrockOptions.CacheMark.SYSTEM) && !system.isEmpty()) {
            system.add(SystemContentBlock.fromCachePoint(cachePoint()));
        }
        return this;
    }

    /** The turns. */
    List<software.amazon.awssdk.services.bedrockruntime.model.Message> turns() {
        return turns;
    }

    /** The instructions. */
    List<SystemContentBlock> system() {
        return system;
    }

    /** Whether tools were called: the request must name tools then, even if none may be called any more. */
    boolean haveTools() {
        return haveTools;
    }

    CachePointBlock cachePoint() {
        model.require(ModelFeature.PROMPT_CACHING, where);
        CachePointBlock.Builder point = CachePointBlock.builder().type(CachePointType.DEFAULT);
        options.cacheTime().ifPresent(time -> point.ttl(time.toHours() > 0 ? "1h" : "5m"));
        return point.build();
    }

    private void begin(ConversationRole next) {
        if (role != next) {
            endTurn();
            role = next;
        }
    }

    private void endTurn() {
        if (!turn.isEmpty()) {
            turns.add(software.amazon.awssdk.services.bedrockruntime.model.Message.builder()
                    .role(role)
                    .content(turn)
                    .build());
            turn = new ArrayList<>();
        }
    }

    private void addInstruction(Content part) {
        model.require(ModelFeature.SYSTEM_PROMPT, where);
        if (part instanceof Content.Text words) {
            if (!words.text().isBlank()) {
                system.add(SystemContentBlock.fromText(words.text()));
            }
        } else if (part instanceof Content.CachePoint) {
            if (!system.isEmpty()) {
                system.add(SystemContentBlock.fromCachePoint(cachePoint()));
            }
        } else {
            throw unsupported(
                    "Instructions to a model on Bedrock are words; put other content into a message of the user.");
        }
    }

    private void addOfUser(Content part) {
        if (part instanceof Content.Image image) {
            model.require(ModelFeature.IMAGES, where);
            turn.add(ContentBlock.fromImage(media.image(image.media())));
        } else if (part instanceof Content.Document document) {
            model.require(ModelFeature.DOCUMENTS, where);
            turn.add(ContentBlock.fromDocument(media.document(document)));
        } else if (part instanceof Content.Video video) {
            model.require(ModelFeature.VIDEO, where);
            turn.add(ContentBlock.fromVideo(media.video(video.media())));
        } else if (part instanceof Content.Audio audio) {
            model.require(ModelFeature.AUDIO, where);
            turn.add(ContentBlock.fromAudio(media.audio(audio.media())));
        } else if (!addOfAnyone(part)) {
            throw unsupported("Thinking and tool calls belong into messages of the assistant.");
        }
    }

    private void addOfModel(Content part) {
        if (part instanceof Content.ToolCall call) {
            turn.add(ContentBlock.fromToolUse(toolUse(call)));
            haveTools = true;
        } else if (part instanceof Content.Thinking thinking) {
            addThinking(thinking);
        } else if (part instanceof Content.RedactedThinking redacted) {
            addRedacted(redacted);
        } else if (!addOfAnyone(part)) {
            throw unsupported(
                    "Messages of the assistant hold words, thinking and tool calls on Bedrock, nothing else.");
        }
    }

    private boolean addOfAnyone(Content part) {
        if (part instanceof Content.Text words) {
            if (!words.text().isBlank()) { // a blank text is refused
                turn.add(ContentBlock.fromText(words.text()));
            }
            return true;
        }
        if (part instanceof Content.CachePoint) {
            if (!turn.isEmpty()) {
                turn.add(ContentBlock.fromCachePoint(cachePoint()));
            }
            return true;
        }
        if (part instanceof Content.Unknown unknown) {
            throw unsupported("Bedrock has no place for content of the kind \"" + unknown.type() + "\".");
        }
        return false;
    }

    /** Only models that sign their thinking take it back; others refuse it. Without its signature nobody does. */
    private void addThinking(Content.Thinking thinking) {
        if (model.has(ModelFeature.THINKING_REPLAY) && thinking.signature() != null) {
            turn.add(ContentBlock.fromReasoningContent(ReasoningContentBlock.fromReasoningText(
                    text -> text.text(thinking.text()).signature(thinking.signature()))));
        }
    }

    private void addRedacted(Content.RedactedThinking redacted) {
        if (!model.has(ModelFeature.THINKING_REPLAY)) {
            return;
        }
        try {
            turn.add(ContentBlock.fromReasoningContent(ReasoningContentBlock.fromRedactedContent(
                    SdkBytes.fromByteArray(Base64.getDecoder().decode(redacted.data())))));
        } catch (IllegalArgumentException e) {
            warnings.add(
                    new ChatWarning(
                            ChatWarning.APPROXIMATED,
                            "The conversation holds encrypted thinking of another host, which was left out: Bedrock can't read it."));
        }
    }

    private ToolUseBlock toolUse(Content.ToolCall call) {
        return ToolUseBlock.builder()
                .toolUseId(call.id())
                .name(call.name())
                .input(arguments(call))
                .build();
    }

    private Document arguments(Content.ToolCall call) {
        if (call.argumentsProblem().isEmpty()) {
            return BedrockJson.document(BedrockJson.parse(call.arguments(), "The arguments"));
        }
        warnings.add(new ChatWarning(
                ChatWarning.INVALID_TOOL_ARGUMENTS,
                "The conversation holds a call of the tool " + call.name()
                        + " with arguments that are not a JSON object; they were sent as text inside of one."));
        return Document.fromMap(Map.of("arguments", Document.fromString(call.arguments())));
    }

    private ToolResultBlock result(Message.ToolResult result) {
        List<ToolResultContentBlock> content = new ArrayList<>();
        for (Content part : result.content()) {
            if (part instanceof Content.Text words) {
                content.add(ToolResultContentBlock.fromText(words.text()));
            } else if (part instanceof Content.Image image) {
                content.add(ToolResultContentBlock.fromImage(media.image(image.media())));
            } else if (part instanceof Content.Document document) {
                content.add(ToolResultContentBlock.fromDocument(media.document(document)));
            } else if (part instanceof Content.Video video) {
                content.add(ToolResultContentBlock.fromVideo(media.video(video.media())));
            } else {
                throw unsupported(
                        "Results of tools hold words, images, documents and videos on Bedrock, nothing else.");
            }
        }
        if (content.isEmpty()) {
            content.add(ToolResultContentBlock.fromText(result.failed() ? "The tool failed." : "Done."));
        }
        ToolResultBlock.Builder block =
                ToolResultBlock.builder().toolUseId(result.callId()).content(content);
        // Not all models take a status; success is what none means.
        return result.failed() ? block.status(ToolResultStatus.ERROR).build() : block.build();
    }

    private UnsupportedFeatureException unsupported(String message) {
        return new UnsupportedFeatureException(message, where);
    }
}
