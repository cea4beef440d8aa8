// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.embedded.AnswerParser.Parts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every text is parsed cut at every position, and one character at a time: what comes out must be the same. */
class AnswerParserTest {
    @Test
    void wordsAreText() {
        assertThat(parsed(Parts.CALLS, "Hello, world. ")).containsExactly("text:Hello, world. ");
    }

    @Test
    void thoughtsComeBeforeTheText() {
        assertThat(parsed(Parts.CALLS, "<think>\nThe user asks.\nTwice.\n</think>\n\nAn answer."))
                .containsExactly("thinking:The user asks.\nTwice.", "text:An answer.");
    }

    @Test
    void emptyThoughtsAreNone() {
        assertThat(parsed(Parts.CALLS, "<think>\n\n</think>\n\nAn answer.")).containsExactly("text:An answer.");
    }

    @Test
    void thoughtsThatAreCutOffStayThoughts() {
        assertThat(parsed(Parts.CALLS, "<think>\nThe user </thi")).containsExactly("thinking:The user </thi");
    }

    @Test
    void aTagInTheMiddleOfTheTextIsText() {
        assertThat(parsed(Parts.THOUGHTS, "Models write <think> and </think>."))
                .containsExactly("text:Models write <think> and </think>.");
    }

    @Test
    void whatOnlyLooksLikeATagIsText() {
        assertThat(parsed(Parts.CALLS, "<thin ice")).containsExactly("text:<thin ice");
        assertThat(parsed(Parts.CALLS, "1 < 2 <tool_box> <")).containsExactly("text:1 < 2 <tool_box> <");
    }

    @Test
    void oneCall() {
        assertThat(parsed(
                        Parts.CALLS,
                        "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}\n</tool_call>"))
                .containsExactly("call 0:get_weather", "arguments 0:{\"city\": \"Oslo\"}");
    }

    @Test
    void severalCallsAfterThoughtsAndWords() {
        String text = """
                <think>
                Two.
                </think>

                Let me see.
                <tool_call>
                {"name": "a", "arguments": {"x": [1, {"y": 2}]}}
                </tool_call>
                <tool_call>
                {"name": "b", "arguments": {}}
                </tool_call>
                Done.""";

        assertThat(parsed(Parts.CALLS, text))
                .containsExactly(
                        "thinking:Two.",
                        "text:Let me see.",
                        "call 0:a",
                        "arguments 0:{\"x\": [1, {\"y\": 2}]}",
                        "call 1:b",
                        "arguments 1:{}",
                        "text:\nDone.");
    }

    @Test
    void tagsAndBracesInStringsAreArguments() {
        String arguments = "{\"text\": \"a } b </tool_call> \\\" { [\"}";

        assertThat(parsed(
                        Parts.CALLS,
                        "<tool_call>\n{\"name\": \"say\", \"arguments\": " + arguments + "}\n</tool_call>"))
                .containsExactly("call 0:say", "arguments 0:" + arguments);
    }

    @Test
    void namesMayBeEscaped() {
        assertThat(parsed(Parts.CALLS, "<tool_call>{\"name\":\"caf\\u00e9\",\"arguments\":{}}</tool_call>"))
                .containsExactly("call 0:café", "arguments 0:{}");
    }

    @Test
    void aCallInAnotherOrderIsUnderstood() {
        assertThat(parsed(Parts.CALLS, "<tool_call>\n{\"arguments\": {\"a\": 1}, \"name\": \"f\"}\n</tool_call>"))
                .containsExactly("call 0:f", "arguments 0:{\"a\":1}");
        assertThat(parsed(Parts.CALLS, "<tool_call>{\"name\": \"f\"}</tool_call>"))
                .containsExactly("call 0:f");
    }

    @Test
    void argumentsThatAreNoJsonAreKeptAsTheyAre() {
        assertThat(parsed(Parts.CALLS, "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": oops}}\n</tool_call>"))
                .containsExactly("call 0:f", "arguments 0:{\"a\": oops}");
        assertThat(parsed(Parts.CALLS, "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1\n</tool_call>"))
                .containsExactly("call 0:f", "arguments 0:{\"a\": 1");
        assertThat(parsed(Parts.CALLS, "<tool_call>\n{\"name\": \"f\", \"arguments\": {}}}\n</tool_call>"))
                .containsExactly("call 0:f", "arguments 0:{}}");
        assertThat(parsed(Parts.CALLS, "<tool_call>\n{\"name\": \"f\", arguments: 1}\n</tool_call>"))
                .containsExactly("call 0:f", "arguments 0:{\"name\": \"f\", arguments: 1}");
    }

    @Test
    void aCallThatIsCutOffKeepsWhatThereIs() {
        assertThat(parsed(Parts.CALLS, "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": \"b"))
                .containsExactly("call 0:f", "arguments 0:{\"a\": \"b");
    }

    @Test
    void aCallWithoutANameIsKeptAsItIs() {
        assertThat(parsed(Parts.CALLS, "Well. <tool_call>nonsense</tool_call> More."))
                .containsExactly("text:Well.", "broken:<tool_call>nonsense</tool_call>", "text: More.");
        assertThat(parsed(Parts.CALLS, "<tool_call>\n{\"na")).containsExactly("broken:<tool_call>\n{\"na");
    }

    @Test
    void withoutToolsACallIsText() {
        String text = "<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</tool_call>";

        assertThat(parsed(Parts.THOUGHTS, text)).containsExactly("text:" + text);
    }

    @Test
    void inJsonATagIsText() {
        String json = "{\"a\": \"<tool_call>\"}";

        assertThat(parsed(Parts.CALLS_INSTEAD, json)).containsExactly("text:" + json);
        assertThat(parsed(Parts.CALLS_INSTEAD, "<think>\nhm\n</think>\n\n" + json))
                .containsExactly("thinking:hm", "text:" + json);
    }

    @Test
    void callsMayStandInsteadOfJson() {
        assertThat(parsed(
                        Parts.CALLS_INSTEAD,
                        "<tool_call>\n{\"name\": \"a\", \"arguments\": {}}\n</tool_call>\n"
                                + "<tool_call>\n{\"name\": \"b\", \"arguments\": {}}\n</tool_call>"))
                .containsExactly("call 0:a", "arguments 0:{}", "call 1:b", "arguments 1:{}");
    }

    @Test
    void rawTextIsLeftAlone() {
        assertThat(parsed(Parts.NONE, "<think>\nx</think> <tool_call>"))
                .containsExactly("text:<think>\nx</think> <tool_call>");
    }

    @Test
    void wordsAreNotHeldBackLongerThanNeeded() {
        RecordedAnswer heard = new RecordedAnswer();
        AnswerParser parser = new AnswerParser(Parts.CALLS, heard);

        parser.add("Hello <to");
        assertThat(heard.parts()).containsExactly("text:Hello");

        parser.add("p>");
        assertThat(heard.parts()).containsExactly("text:Hello <top>");
    }

    @Test
    void argumentsAreNotHeldBackLongerThanNeeded() {
        RecordedAnswer heard = new RecordedAnswer();
        AnswerParser parser = new AnswerParser(Parts.CALLS, heard);

        parser.add("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"city\": \"Os");

        assertThat(heard.parts()).containsExactly("call 0:f", "arguments 0:{\"city\": \"Os");
    }

    private static List<String> parsed(Parts parts, String text) {
        List<String> whole = parsedInPieces(parts, text.split("(?!^)"));
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(parsedInPieces(parts, text.substring(0, cut), text.substring(cut)))
                    .as("cut at " + cut)
                    .isEqualTo(whole);
        }
        return whole;
    }

    private static List<String> parsedInPieces(Parts parts, String... pieces) {
        RecordedAnswer heard = new RecordedAnswer();
        AnswerParser parser = new AnswerParser(parts, heard);
        for (String piece : pieces) {
            parser.add(piece);
        }
        parser.finish();
        return heard.parts();
    }
}
