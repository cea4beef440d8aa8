// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.CallPolicy;
import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.FinishReason;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkingSplitterTest {
    private static final ThinkingTags AT_START = ThinkingTags.atStart("<think>", "</think>");
    private static final ThinkingTags OPEN = ThinkingTags.alreadyOpen("<think>", "</think>");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    start | 'Hello'                                  | ''                    | 'Hello'
                    start | '<think>a b</think>Hello'                | 'a b'                 | 'Hello'
                    start | '~ <think>~a~~b ~</think>~~Hello~'       | 'a~~b'                | 'Hello~'
                    start | '<think></think>~~Hello'                 | ''                    | 'Hello'
                    start | '<think>~~</think>~~Hello'               | ''                    | 'Hello'
                    start | '<think>a < b </thin </think>c'          | 'a < b </thin'        | 'c'
                    start | '<think>never closed </th'               | 'never closed </th'   | ''
                    start | '<think>'                                | ''                    | ''
                    start | '<thi'                                   | ''                    | '<thi'
                    start | '<thing>x</think>'                       | ''                    | '<thing>x</think>'
                    start | '~ '                                     | ''                    | '~ '
                    start | '~Hello <think>x</think>'                | ''                    | '~Hello <think>x</think>'
                    start | '<think>a</think>b<think>c</think>'      | 'a'                   | 'b<think>c</think>'
                    start | '</think>'                               | ''                    | '</think>'
                    start | '<<think>x</think>'                      | ''                    | '<<think>x</think>'
                    open  | 'a b~</think>~~Hello'                    | 'a b'                 | 'Hello'
                    open  | '<think>~a b~</think>~~Hello'            | 'a b'                 | 'Hello'
                    open  | '<th'                                    | '<th'                 | ''
                    open  | 'never closed'                           | 'never closed'        | ''
                    open  | '</think>Hello'                          | ''                    | 'Hello'
                    """)
    void splitsTheSameWhereverTheTextIsCut(String tags, String written, String thinking, String text) {
        ThinkingTags form = tags.equals("open") ? OPEN : AT_START;
        String answer = written.replace('~', '\n');

        for (List<String> pieces : everyCutOf(answer)) {
            ChatResponse response = split(form, pieces);

            assertThat(response.thinking()).as("thinking of %s", pieces).isEqualTo(thinking.replace('~', '\n'));
            assertThat(response.text()).as("text of %s", pieces).isEqualTo(text.replace('~', '\n'));
        }
    }

    private static List<List<String>> everyCutOf(String text) {
        List<List<String>> cuts = new ArrayList<>();
        for (int i = 0; i <= text.length(); i++) {
            for (int j = i; j <= text.length(); j++) {
                cuts.add(List.of(text.substring(0, i), text.substring(i, j), text.substring(j)));
            }
        }
        cuts.add(text.codePoints().mapToObj(Character::toString).toList());
        return cuts;
    }

    @Test
    void holdsNothingBackThatCanBecomeNoTag() {
        ThinkingSplitter splitter = new ThinkingSplitter(AT_START);
        List<ChatEvent> events = new ArrayList<>();

        stream(sink -> {
                    splitter.accept("<think>One two", sink);
                    splitter.accept(" three </", sink);
                    splitter.end(sink);
                })
                .forEach(events::add);

        assertThat(events.subList(1, 4))
                .containsExactly(
                        new ChatEvent.ThinkingDelta("One two"),
                        new ChatEvent.ThinkingDelta(" three"),
                        new ChatEvent.ThinkingDelta(" </"));
    }

    @Test
    void leavesTheTextAloneOnceTheServerSplitsItItself() {
        ThinkingSplitter splitter = new ThinkingSplitter(OPEN);

        ChatResponse response = stream(sink -> {
                    splitter.standDown(sink);
                    splitter.accept("All of <think>it</think> is answer.", sink);
                    splitter.end(sink);
                })
                .response();

        assertThat(response.text()).isEqualTo("All of <think>it</think> is answer.");
        assertThat(response.thinking()).isEmpty();
    }

    private static ChatResponse split(ThinkingTags tags, List<String> pieces) {
        ThinkingSplitter splitter = new ThinkingSplitter(tags);
        return stream(sink -> {
                    pieces.forEach(piece -> splitter.accept(piece, sink));
                    splitter.end(sink);
                })
                .response();
    }

    private static ChatStream stream(Consumer<EventSink> answer) {
        return ChatStream.of(CallPolicy.of("openai://test").model("tiny"), call -> new EventSource() {
            @Override
            public boolean advance(EventSink sink) {
                answer.accept(sink);
                sink.finish(FinishReason.STOP, "stop");
                return true;
            }

            @Override
            public void close() {}
        });
    }
}
