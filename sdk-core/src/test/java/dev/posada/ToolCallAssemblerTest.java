// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ToolCallAssemblerTest {
    private final Queue<ChatEvent> events = new ArrayDeque<>();
    private final ToolCallAssembler calls = new ToolCallAssembler(events);

    private static Content.ToolCall call(String id, String name, String arguments) {
        return new Content.ToolCall(id, name, arguments);
    }

    @Test
    void joinsTheFragmentsOfOneCall() {
        calls.addFragment(0, "c1", "weather", "");
        calls.addFragment(0, null, null, "{\"city\":");
        calls.addFragment(0, null, null, "\"Lima\"}");

        assertThat(calls.complete()).containsExactly(call("c1", "weather", "{\"city\":\"Lima\"}"));
    }

    @Test
    void tellsTheStoryOfACallInEvents() {
        calls.addFragment(0, "c1", "weather", "{\"a\"");
        calls.addFragment(0, null, null, ":1}");
        calls.complete();

        assertThat(events)
                .containsExactly(
                        new ChatEvent.ToolCallStarted(0, "c1", "weather"),
                        new ChatEvent.ToolArgumentsDelta(0, "{\"a\""),
                        new ChatEvent.ToolArgumentsDelta(0, ":1}"),
                        new ChatEvent.ToolCallReady(0, call("c1", "weather", "{\"a\":1}")));
    }

    @Test
    void keepsParallelCallsApartByIndex() {
        calls.addFragment(0, "c1", "weather", "{\"city\":");
        calls.addFragment(1, "c2", "weather", "{\"city\":");
        calls.addFragment(0, null, null, "\"Lima\"}");
        calls.addFragment(1, null, null, "\"Oslo\"}");

        assertThat(calls.complete())
                .containsExactly(
                        call("c1", "weather", "{\"city\":\"Lima\"}"), call("c2", "weather", "{\"city\":\"Oslo\"}"));
    }

    @Test
    void keepsCallsApartByIdWhenTheIndexIsAlwaysZero() {
        calls.addFragment(0, "c1", "weather", "{\"city\":\"Lima\"}");
        calls.addFragment(0, "c2", "weather", "{\"city\":\"Oslo\"}");

        assertThat(calls.complete())
                .containsExactly(
                        call("c1", "weather", "{\"city\":\"Lima\"}"), call("c2", "weather", "{\"city\":\"Oslo\"}"));
    }

    @Test
    void continuesTheLatestCallWhenTheIndexIsAlwaysZero() {
        calls.addFragment(0, "c1", "weather", "{\"city\":");
        calls.addFragment(0, null, null, "\"Lima\"}");
        calls.addFragment(0, "c2", "weather", "{\"city\":");
        calls.addFragment(0, null, null, "\"Oslo\"}");

        assertThat(calls.complete())
                .extracting(Content.ToolCall::arguments)
                .containsExactly("{\"city\":\"Lima\"}", "{\"city\":\"Oslo\"}");
    }

    @Test
    void followsAnIdThatIsSentWithEveryFragmentEvenOverIndexes() {
        calls.addFragment(0, "c1", "weather", "{\"city\":");
        calls.addFragment(0, "c2", "time", "{\"zone\":");
        calls.addFragment(0, "c1", null, "\"Lima\"}");
        calls.addFragment(0, "c2", null, "\"UTC\"}");

        assertThat(calls.complete())
                .containsExactly(
                        call("c1", "weather", "{\"city\":\"Lima\"}"), call("c2", "time", "{\"zone\":\"UTC\"}"));
    }

    @Test
    void takesANameThatIsSentAgainAsTheSameCall() {
        calls.addFragment(0, "c1", "weather", "{\"city\":");
        calls.addFragment(0, null, "weather", "\"Lima\"");
        calls.addFragment(0, "c1", "weather", "}");

        assertThat(calls.complete()).containsExactly(call("c1", "weather", "{\"city\":\"Lima\"}"));
    }

    @Test
    void startsAnotherCallOnANameAfterWholeArgumentsWhenThereAreNoIds() {
        calls.addFragment(0, null, "weather", "{\"city\":\"Lima\"}");
        calls.addFragment(0, null, "weather", "{\"city\":\"Oslo\"}");

        assertThat(calls.complete())
                .extracting(Content.ToolCall::arguments)
                .containsExactly("{\"city\":\"Lima\"}", "{\"city\":\"Oslo\"}");
    }

    @Test
    void startsAnotherCallOnAnotherNameWhenThereAreNoIds() {
        calls.addFragment(0, "", "weather", "{}");
        calls.addFragment(0, "", "time", null);

        assertThat(calls.complete()).extracting(Content.ToolCall::name).containsExactly("weather", "time");
    }

    @Test
    void keepsToOneCallWhenEveryNamelessFragmentHasAFreshId() {
        calls.addFragment(0, "x1", "weather", "{\"city\":");
        calls.addFragment(0, "x2", null, "\"Lima\"");
        calls.addFragment(0, "x3", null, "}");

        assertThat(calls.complete()).containsExactly(call("x1", "weather", "{\"city\":\"Lima\"}"));
    }

    @Test
    void goesByTheLatestCallWhenThereAreNoIndexes() {
        calls.addFragment(-1, "c1", "weather", "{\"city\":");
        calls.addFragment(-1, null, null, "\"Lima\"}");
        calls.addFragment(-1, "c2", "time", "{}");

        assertThat(calls.complete())
                .containsExactly(call("c1", "weather", "{\"city\":\"Lima\"}"), call("c2", "time", "{}"));
    }

    @Test
    void writesEmptyArgumentsAsAnEmptyObject() {
        calls.add("c1", "now", "");
        calls.add("c2", "now", "null");
        calls.addFragment(2, "c3", "now", null);

        assertThat(calls.complete()).extracting(Content.ToolCall::arguments).containsOnly("{}");
    }

    @Test
    void makesDifferentIdsForCallsThatHaveNone() {
        calls.add(null, "now", "{}");
        calls.add("", "now", "{}");

        List<String> ids = calls.complete().stream().map(Content.ToolCall::id).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.startsWith("call_"));
    }

    @Test
    void reportsArgumentsThatAreNotJsonWithTheRawText() {
        calls.addFragment(0, "c1", "weather", "{\"city\": Lima");

        Content.ToolCall broken = calls.complete().get(0);
        assertThat(broken.argumentsProblem()).isPresent();
        assertThat(broken.arguments()).isEqualTo("{\"city\": Lima");
    }

    @Test
    void keepsArgumentsThatComeBeforeTheName() {
        calls.addFragment(0, null, null, "{\"a\"");
        calls.addFragment(0, "c1", "weather", ":1}");

        assertThat(calls.complete()).containsExactly(call("c1", "weather", "{\"a\":1}"));
    }

    @Test
    void takesTheLongerNameWhenItIsSentAgainWithTheSameId() {
        calls.addFragment(0, "c1", "get", null);
        calls.addFragment(0, "c1", "get_weather", null);
        calls.addFragment(0, null, null, "{}");

        assertThat(calls.complete()).containsExactly(call("c1", "get_weather", "{}"));
    }

    @Test
    void doesNotMixWholeCallsWithOneAnother() {
        calls.add("c1", "weather", "{\"city\":\"Lima\"}");
        calls.add("c1", "weather", "{\"city\":\"Oslo\"}");

        assertThat(calls.complete()).hasSize(2);
    }
}
