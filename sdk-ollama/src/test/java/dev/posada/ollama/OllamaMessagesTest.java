// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ChatWarning;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.JsonWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OllamaMessagesTest {
    private static final Content.ToolCall CALL = new Content.ToolCall("call_1", "get_weather", "{\"city\":\"Cusco\"}");

    private final List<ChatWarning> warnings = new ArrayList<>();

    @Test
    void holdWhoSaysWhat() {
        String json = json(Message.system("Be brief."), Message.user("Hi"), Message.assistant("Hello."));

        assertThat(json)
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Hello.\"}]");
    }

    @Test
    void holdPartsOfATextAsOneString() {
        assertThat(json(Message.user(Content.text("One, "), Content.text("two."))))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"One, two.\"}]");
    }

    @Test
    void holdImagesInBase64WithoutAPrefix() {
        Media png = Media.of(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "image/png");

        assertThat(json(Message.user(Content.text("What is this?"), Content.image(png))))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"What is this?\",\"images\":[\"iVBORw==\"]}]");
    }

    @Test
    void holdSoundBesideImages() {
        Media wav = Media.of(new byte[] {'R', 'I', 'F', 'F'}, "audio/wav");

        assertThat(json(Message.user(new Content.Audio(wav)))).contains("\"images\":[\"UklGRg==\"]");
    }

    @Test
    void holdNoSoundInFormatsThatTheServerDoesNotKnow() {
        Media ogg = Media.of(new byte[1], "audio/ogg");

        assertUnsupported(Message.user(new Content.Audio(ogg)), "WAV or MP3");
    }

    @Test
    void holdNoAddressesBecauseTheServerFetchesNone() {
        Media far = Media.at(URI.create("https://example.org/cat.png"), "image/png");

        assertUnsupported(Message.user(Content.image(far)), "Media.file");
    }

    @Test
    void holdNeitherDocumentsNorVideosNorTheUnknown() {
        Media bytes = Media.of(new byte[1], "application/pdf");

        assertUnsupported(Message.user(new Content.Document("terms.pdf", bytes)), "terms.pdf");
        assertUnsupported(Message.user(new Content.Video(bytes)), "videos");
        assertUnsupported(Message.user(new Content.Unknown("hologram", "{}")), "hologram");
    }

    @Test
    void holdEarlierThoughtsAndToolCallsAsObjects() {
        Message.Assistant assistant = new Message.Assistant(
                List.of(new Content.Thinking("It rains there.", "signed"), Content.text("Let me look."), CALL));

        assertThat(json(assistant))
                .isEqualTo("[{\"role\":\"assistant\",\"content\":\"Let me look.\",\"thinking\":\"It rains there.\","
                        + "\"tool_calls\":[{\"id\":\"call_1\",\"function\":{\"name\":\"get_weather\","
                        + "\"arguments\":{\"city\":\"Cusco\"}}}]}]");
    }

    @Test
    void holdResultsWithNameAndIdBecauseTemplatesUseEither() {
        assertThat(json(Message.toolResult(CALL, "11 °C")))
                .isEqualTo("[{\"role\":\"tool\",\"content\":\"11 °C\",\"tool_name\":\"get_weather\","
                        + "\"tool_call_id\":\"call_1\"}]");
    }

    @Test
    void sayInWordsThatAToolFailed() {
        assertThat(json(Message.toolFailure(CALL, "no such city")))
                .contains("\"content\":\"The tool failed: no such city\"");
    }

    @Test
    void wrapArgumentsThatAreNoObjectAndSaySo() {
        Content.ToolCall broken = new Content.ToolCall("call_2", "get_weather", "{\"city\":");

        String json = json(new Message.Assistant(List.of(broken)));

        assertThat(json).contains("\"arguments\":{\"arguments\":\"{\\\"city\\\":\"}");
        assertThat(warnings).extracting(ChatWarning::code).containsExactly(ChatWarning.INVALID_TOOL_ARGUMENTS);
    }

    @Test
    void leaveOutTheEncryptedThoughtsOfOthersAndSaySo() {
        Message.Assistant assistant =
                new Message.Assistant(List.of(new Content.RedactedThinking("AbC="), Content.text("Hi")));

        assertThat(json(assistant)).doesNotContain("AbC=");
        assertThat(warnings).extracting(ChatWarning::code).containsExactly(ChatWarning.APPROXIMATED);
    }

    @Test
    void leaveOutMarksForCaches() {
        assertThat(json(Message.user(Content.text("Hi"), new Content.CachePoint())))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"Hi\"}]");
        assertThat(warnings).isEmpty();
    }

    @Test
    void refuseToolCallsOfTheUser() {
        assertUnsupported(Message.user(CALL), "assistant");
    }

    private String json(Message... messages) {
        JsonWriter json = new JsonWriter();
        new OllamaMessages(json, warnings, ErrorDetails.none()).write(List.of(messages), "");
        return json.toString();
    }

    private void assertUnsupported(Message message, String words) {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> json(message))
                .withMessageContaining(words);
    }
}
