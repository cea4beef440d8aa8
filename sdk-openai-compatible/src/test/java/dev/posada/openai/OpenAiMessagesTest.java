// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.UnsupportedFeatureException;
import dev.posada.openai.Dialect.Input;
import dev.posada.openai.Dialect.ThinkingReplay;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class OpenAiMessagesTest {
    private static final UnaryOperator<Dialect.Builder> STANDARD = UnaryOperator.identity();
    private static final Media PNG = Media.of(new byte[] {1, 2, 3}, "image/png");
    private static final Content.ToolCall CALL = new Content.ToolCall("k9Xb", "get_tide", "{\"port\":\"Brest\"}");

    static final List<Content> WITHOUT_A_PLACE = List.of(
            new Content.Document("report.pdf", Media.of(new byte[1], "application/pdf")),
            new Content.Video(Media.of(new byte[1], "video/mp4")),
            new Content.Thinking("Hm", null),
            CALL);

    private static String write(Message message, UnaryOperator<Dialect.Builder> change) {
        return Written.messages(ChatRequest.builder().add(message).build(), change);
    }

    private static String write(Message message) {
        return write(message, STANDARD);
    }

    private static List<ChatWarning> warnings(Message message) {
        return Written.mapper(STANDARD)
                .chat(ChatRequest.builder().add(message).build(), true)
                .warnings();
    }

    @Test
    void writesWordsAsOneString() {
        assertThat(write(Message.user(Content.text("One "), new Content.CachePoint(), Content.text("two"))))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"One two\"}]");
        assertThat(write(Message.system("Be brief."))).isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief.\"}]");
    }

    @Test
    void writesAPictureAsADataAddress() {
        assertThat(write(Message.user(Content.text("What is this?"), Content.image(PNG))))
                .isEqualTo("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What is this?\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID\"}}]}]");
    }

    @Test
    void leavesItToTheServerToFetchAPictureIfItDoes() {
        Message message = Message.user(Content.image(Media.at(URI.create("https://example.org/a.png"), "image/png")));

        assertThat(write(message)).contains("{\"url\":\"https://example.org/a.png\"}");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> write(message, dialect -> dialect.inputs(Input.IMAGE)))
                .withMessageContaining("Media.of(bytes)");
    }

    @ParameterizedTest
    @CsvSource({"audio/mpeg, mp3", "audio/wav, wav", "audio/x-wav, wav", "audio/flac, flac"})
    void writesSoundWithTheNameOfItsFormat(String type, String format) {
        assertThat(write(Message.user(new Content.Audio(Media.of(new byte[] {1, 2, 3}, type)))))
                .isEqualTo(
                        "[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AQID\","
                                + "\"format\":\"" + format + "\"}}]}]");
    }

    @Test
    void refusesMediaThatTheServerDoesNotTake() {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> write(Message.user(Content.image(PNG)), Dialect.Builder::inputs))
                .withMessageContaining("no images");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> write(
                        Message.user(new Content.Audio(Media.of(new byte[1], "audio/wav"))), Dialect.Builder::inputs))
                .withMessageContaining("no sound");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> write(Message.user(
                        new Content.Audio(Media.at(URI.create("https://example.org/a.wav"), "audio/wav")))))
                .withMessageContaining("address of a sound");
    }

    @ParameterizedTest
    @FieldSource("WITHOUT_A_PLACE")
    void refusesWhatThisWireHasNoPlaceFor(Content part) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> write(Message.user(part)))
                .withMessageContaining("takes no");
    }

    @Test
    void refusesInstructionsThatAreNotText() {
        Message message = new Message.System(List.of(Content.image(PNG)));

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> write(message))
                .withMessageContaining("text only");
    }

    @Test
    void sendsBackPartsThatItDoesNotKnow() {
        assertThat(write(Message.user(new Content.Unknown("file", "{\"type\":\"file\",\"file\":{}}"))))
                .isEqualTo("[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{}}]}]");
    }

    @Test
    void sendsToolCallsBackWithArgumentsAsTextAndEmptyWords() {
        assertThat(write(new Message.Assistant(List.of(CALL))))
                .isEqualTo("[{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"k9Xb\","
                        + "\"type\":\"function\",\"function\":{\"name\":\"get_tide\","
                        + "\"arguments\":\"{\\\"port\\\":\\\"Brest\\\"}\"}}]}]");
    }

    @Test
    void warnsOfArgumentsThatSomeServersRefuse() {
        Message message = new Message.Assistant(List.of(new Content.ToolCall("k9Xb", "get_tide", "{\"port\":")));

        assertThat(warnings(message)).extracting(ChatWarning::code).containsExactly(ChatWarning.INVALID_TOOL_ARGUMENTS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    REASONING_CONTENT | "content":"Lima","reasoning_content":"Peru…"
                    REASONING         | "content":"Lima","reasoning":"Peru…"
                    TAGS              | "content":"<think>\\nPeru…\\n</think>\\n\\nLima"
                    NONE              | "content":"Lima"
                    """)
    void sendsEarlierThinkingBackAsTheServerWantsIt(ThinkingReplay form, String expected) {
        Message message = new Message.Assistant(List.of(new Content.Thinking("Peru…", null), Content.text("Lima")));

        assertThat(write(message, dialect -> dialect.thinkingReplay(form)))
                .isEqualTo("[{\"role\":\"assistant\"," + expected + "}]");
    }

    @Test
    void leavesEncryptedThinkingOutAndSaysSo() {
        Message message = new Message.Assistant(List.of(new Content.RedactedThinking("x"), Content.text("Lima")));

        assertThat(write(message)).isEqualTo("[{\"role\":\"assistant\",\"content\":\"Lima\"}]");
        assertThat(warnings(message)).extracting(ChatWarning::code).containsExactly(ChatWarning.APPROXIMATED);
    }

    @Test
    void refusesPicturesOfTheAssistant() {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> write(new Message.Assistant(List.of(Content.image(PNG)))))
                .withMessageContaining("images");
    }

    @Test
    void writesWhatToolsAnswer() {
        assertThat(write(Message.toolResult(CALL, "17:42")))
                .isEqualTo(
                        "[{\"role\":\"tool\",\"tool_call_id\":\"k9Xb\",\"name\":\"get_tide\",\"content\":\"17:42\"}]");
        assertThat(write(Message.toolFailure(CALL, "No such port.")))
                .contains("\"content\":\"The tool failed: No such port.\"");
    }

    @Test
    void writesPicturesOfTools() {
        Message message =
                new Message.ToolResult("k9Xb", "get_chart", List.of(Content.text("Here"), Content.image(PNG)), true);

        assertThat(write(message))
                .contains("\"content\":[{\"type\":\"text\",\"text\":\"The tool failed:\"},"
                        + "{\"type\":\"text\",\"text\":\"Here\"},{\"type\":\"image_url\"");
    }
}
