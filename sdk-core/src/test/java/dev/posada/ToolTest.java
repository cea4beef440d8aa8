// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolTest {
    private static final String CITY_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";

    record City(String city, Optional<String> country) {}

    record Nothing() {}

    private static Tool answering(Object answer) {
        return Tool.of("get", "Gets it", Nothing.class, nothing -> answer);
    }

    private static Content.ToolCall call(String name, String arguments) {
        return new Content.ToolCall("1", name, arguments);
    }

    @Test
    void givesItsFunctionTheArgumentsAsARecord() {
        Tool weather = Tool.of("get_weather", "Current weather", City.class, city -> "rain in " + city.city());

        String answer = weather.call(call("get_weather", "{\"city\":\"Cusco\",\"country\":null}"));

        assertThat(answer).isEqualTo("rain in Cusco");
    }

    @Test
    void makesItsSchemaOfTheRecord() {
        Tool weather = Tool.of("get_weather", "Current weather", City.class, City::city);

        assertThat(weather.name()).isEqualTo("get_weather");
        assertThat(weather.description()).isEqualTo("Current weather");
        assertThat(weather.schema())
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},"
                        + "\"country\":{\"type\":\"string\"}},\"required\":[\"city\"],\"additionalProperties\":false}");
    }

    @Test
    void ofASchemaGivesItsFunctionTheTextOfTheArguments() {
        Tool echo = Tool.ofSchema("echo", "Echoes", CITY_SCHEMA, json -> json);

        assertThat(echo.schema()).isEqualTo(CITY_SCHEMA);
        assertThat(echo.call(call("echo", "{ \"city\": \"Cusco\" }"))).isEqualTo("{ \"city\": \"Cusco\" }");
    }

    @Test
    void tellsTextAsItIsAndAllElseAsJson() {
        Content.ToolCall call = call("get", "{}");

        assertThat(answering("a \"quote\"").call(call)).isEqualTo("a \"quote\"");
        assertThat(answering(new City("Cusco", Optional.of("Peru"))).call(call))
                .isEqualTo("{\"city\":\"Cusco\",\"country\":\"Peru\"}");
        assertThat(answering(List.of(1, 2)).call(call)).isEqualTo("[1,2]");
        assertThat(answering(Map.of("a", true)).call(call)).isEqualTo("{\"a\":true}");
        assertThat(answering(21.5).call(call)).isEqualTo("21.5");
        assertThat(answering(Optional.empty()).call(call)).isEqualTo("null");
        assertThat(answering(null).call(call)).isEqualTo("null");
    }

    @SuppressWarnings("unused") // read by reflection, or not
    static class Account {
        public final String owner = "Ada";
        private final String password = "hunter2";
    }

    @SuppressWarnings("unused") // not read
    static class Vault {
        private final String password = "hunter2";
    }

    @Test
    void keepsPrivateFieldsOfItsAnswerFromTheModel() {
        assertThat(answering(new Account()).call(call("get", "{}"))).isEqualTo("{\"owner\":\"Ada\"}");
        assertThatThrownBy(() -> answering(new Vault()).call(call("get", "{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no JSON form");
    }

    @Test
    void saysSoWhenItsAnswerHasNoJson() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        assertThatThrownBy(() -> answering(endless).call(call("get", "{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("What the tool get returned has no JSON form")
                .hasMessageContaining("Return a string or a record");
    }

    @Test
    void refusesArgumentsThatDoNotFitAndQuotesThem() {
        List<String> asked = new ArrayList<>();
        Tool weather = Tool.of("get_weather", "Current weather", City.class, city -> asked.add(city.city()));
        Tool raw = Tool.ofSchema("get_weather", "Current weather", CITY_SCHEMA, asked::add);

        for (Tool tool : List.of(weather, raw)) {
            assertThatThrownBy(() -> tool.call(call("get_weather", "{\"city\":7}")))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("the arguments for the tool get_weather")
                    .hasMessageContaining("at /city: Value is [integer] but should be [string]")
                    .hasMessageEndingWith("The text is: {\"city\":7}");
            assertThatThrownBy(() -> tool.call(call("get_weather", "{\"city\":")))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("it is not JSON")
                    .hasMessageEndingWith("The text is: {\"city\":");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void letsWhatItsFunctionThrowsThrough() {
        IllegalStateException failure = new IllegalStateException("no network");
        Tool broken = Tool.of("get", "Gets it", Nothing.class, nothing -> {
            throw failure;
        });

        assertThatThrownBy(() -> broken.call(call("get", "{}"))).isSameAs(failure);
    }

    @Test
    void runsOnlyItsOwnCalls() {
        assertThatThrownBy(() -> answering("x").call(call("put", "{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This is the tool get; the call is for \"put\".");
    }

    @Test
    void thatIsOnlyDeclaredCanNotBeCalled() {
        Tool declared = Tool.declared("get_weather", "Current weather", CITY_SCHEMA);

        assertThat(declared.schema()).isEqualTo(CITY_SCHEMA);
        assertThat(declared.isCallable()).isFalse();
        assertThat(answering("x").isCallable()).isTrue();
        assertThatThrownBy(() -> declared.call(call("get_weather", "{\"city\":\"Cusco\"}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("get_weather has no function");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get weather", "wetter_für_heute", "a.b", "functions/get"})
    void needsANameThatAllServersTake(String name) {
        assertThatThrownBy(() -> Tool.of(name, "It", Nothing.class, Function.identity()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"" + name + "\" can't be the name of a tool: servers take 1 to 64 letters (a to z), digits,"
                                + " \"_\" and \"-\".");
    }

    @Test
    void mayHaveANameOf64Characters() {
        assertThat(Tool.declared("x".repeat(64), "It", CITY_SCHEMA).name()).hasSize(64);
        assertThatThrownBy(() -> Tool.declared("x".repeat(65), "It", CITY_SCHEMA))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void needsASchemaOfObjects() {
        assertThatThrownBy(() -> Tool.declared("get", "Gets it", "{\"type\":\"array\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs \"type\": \"object\" at its root");
        assertThatThrownBy(() -> Tool.declared("get", "Gets it", "[]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The schema of the tool get is not a JSON object: it is an array.");
        assertThatThrownBy(() -> Tool.declared("get", "Gets it", "{\"type\":\"objekt\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The schema of the tool get is not a JSON schema: at /type: Expected any of");
    }

    @Test
    void isRefusedWhenItsSchemaIsAskedForIfItsTypeHasNone() {
        Tool tool = Tool.of("read", "Reads", ByteArrayInputStream.class, stream -> "");

        assertThatThrownBy(tool::schema)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.io.ByteArrayInputStream has no JSON schema");
    }

    @Test
    void givesTheArgumentsOfACallToProgramsThatRunToolsThemselves() {
        assertThat(call("get_weather", "{\"city\":\"Cusco\"}").argumentsAs(City.class))
                .isEqualTo(new City("Cusco", Optional.empty()));
        assertThatThrownBy(() -> call("get_weather", "{}").argumentsAs(City.class))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("required properties [city]");
    }
}
