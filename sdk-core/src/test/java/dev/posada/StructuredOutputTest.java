// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static dev.posada.FakeTransport.does;
import static dev.posada.FakeTransport.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredOutputTest {
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"age\":{\"type\":\"integer\",\"minimum\":0}},\"required\":[\"age\"]}";

    private final ScriptedModel model = new ScriptedModel();
    private final StructuredOutput<Recipe> output = StructuredOutput.of(Recipe.class);

    record Recipe(String name, int minutes) {}

    private Recipe parse(String text) {
        return output.parse(model.says(text).chat("A recipe"));
    }

    @Test
    void demandsTheSchemaOfTheTypeAndLeavesTheRestOfTheRequestAlone() {
        ChatRequest request =
                ChatRequest.builder().user("A recipe").temperature(0).build();

        ChatRequest applied = output.applyTo(request);

        assertThat(applied.outputFormat()).isEqualTo(OutputFormat.jsonSchema("Recipe", output.schema()));
        assertThat(applied.messages()).isEqualTo(request.messages());
        assertThat(applied.sampling().temperature()).hasValue(0);
    }

    @Test
    void makesAValueOfTheAnswer() {
        assertThat(parse("{\"name\": \"Pancakes\", \"minutes\": 20}")).isEqualTo(new Recipe("Pancakes", 20));
    }

    @Test
    void isOneCallOfTheModel() {
        model.says("{\"name\": \"Pancakes\", \"minutes\": 20}");

        Recipe recipe = model.chat(ChatRequest.of("A recipe"), Recipe.class);

        assertThat(recipe).isEqualTo(new Recipe("Pancakes", 20));
        assertThat(model.questions().get(0).outputFormat().kind()).isEqualTo(OutputFormat.Kind.JSON_SCHEMA);
    }

    @Test
    void makesAListOfTheAnswer() {
        StructuredOutput<List<Recipe>> list = StructuredOutput.listOf(Recipe.class);
        model.says("{\"value\": [{\"name\": \"Pancakes\", \"minutes\": 20}]}");

        List<Recipe> recipes = list.parse(model.chat(list.applyTo(ChatRequest.of("Recipes"))));

        assertThat(recipes).containsExactly(new Recipe("Pancakes", 20));
        assertThat(model.questions().get(0).outputFormat().name()).isEqualTo("list_of_Recipe");
    }

    @Test
    void keepsTheTextWhereASchemaIsGiven() {
        StructuredOutput<String> person = StructuredOutput.ofSchema("person", SCHEMA);

        assertThat(person.schema()).isEqualTo(SCHEMA);
        assertThat(person.parse(model.says("{ \"age\": 7 }").chat("Who?"))).isEqualTo("{ \"age\": 7 }");
        assertThatThrownBy(() -> person.parse(model.says("{\"age\": -1}").chat("Who?")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("at /age: -1 is less than 0");
        assertThatThrownBy(() -> person.parse(model.says("{\"age\": null}").chat("Who?")))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void takesSchemasOfOlderDraftsThatSayWhichTheyAre() {
        StructuredOutput<String> old = StructuredOutput.ofSchema(
                "old",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"type\": \"array\","
                        + " \"items\": [{\"type\": \"string\"}], \"additionalItems\": false}");

        assertThat(old.parse(model.says("[\"a\"]").chat("What?"))).isEqualTo("[\"a\"]");
        assertThatThrownBy(() -> old.parse(model.says("[\"a\", \"b\"]").chat("What?")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("at /1");
    }

    @Test
    void refusesWhatIsNoSchema() {
        assertThatThrownBy(() -> StructuredOutput.ofSchema("person", "{\"type\": 5}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The schema person is not a JSON schema: at /type");
        assertThatThrownBy(() -> StructuredOutput.ofSchema("person", "{\"$schema\": \"urn:mine\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a version of JSON Schema that is not known here: urn:mine");
        assertThatThrownBy(() -> StructuredOutput.ofSchema("a person", SCHEMA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a person\" can't be the name of a schema");
    }

    @Test
    void blamesTheSchemaAndNotTheAnswerForWhatTheSchemaDoesNotHold() {
        StructuredOutput<String> remote =
                StructuredOutput.ofSchema("remote", "{\"$ref\": \"https://example.org/person.json\"}");

        assertThatThrownBy(() -> remote.parse(model.says("{}").chat("Who?")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The schema refers to what it does not hold")
                .hasMessageContaining("https://example.org/person.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n{\"name\": \"`\", \"minutes\": 1}\n```",
                "\n```\n{\"name\": \"`\", \"minutes\": 1}\n```\n",
                "```JSON\r\n{\"name\": \"`\", \"minutes\": 1}```",
            })
    void takesAFenceOffThatIsAllAroundTheAnswer(String text) {
        assertThat(parse(text)).isEqualTo(new Recipe("`", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Here you are:\n```json\n{\"name\": \"P\", \"minutes\": 1}\n```",
                "```json\n{\"name\": \"P\", \"minutes\": 1}\n```\nEnjoy!",
                "```json {\"name\": \"P\", \"minutes\": 1} ```",
                "```\n```",
                "```\n",
            })
    void doesNotLookForJsonInProse(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void namesModelAndPlaceAndHandsTheTextOver() {
        String text = "{\"name\": \"Pancakes\", \"minutes\": \"twenty\"}";

        ProtocolException failure = catchThrowableOfType(
                ProtocolException.class, () -> model.says(text).chat(ChatRequest.of("A recipe"), Recipe.class));

        assertThat(failure)
                .hasMessage("Can't read the answer of tiny as Recipe: at /minutes: Value is [string] but should be"
                        + " [integer]. The text is: " + text);
        assertThat(failure.partialText()).isEqualTo(text);
        assertThat(failure.model()).hasValue("tiny");
        assertThat(failure.host()).hasValue("test://host");
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void tellsAnAnswerThatWasCutOff() {
        model.answers(FinishReason.LENGTH, says("{\"name\": \"Panc"));

        ProtocolException failure =
                catchThrowableOfType(ProtocolException.class, () -> output.parse(model.chat("A recipe")));

        assertThat(failure)
                .hasMessage(
                        "The answer of tiny was cut off at the token limit (5 tokens), before it was a whole Recipe."
                                + " Raise maxTokens, or ask for less. The text is: {\"name\": \"Panc");
        assertThat(failure.partialText()).isEqualTo("{\"name\": \"Panc");
    }

    @Test
    void tellsAnAnswerThatCallsTools() {
        model.calls(new Content.ToolCall("1", "search", "{}"));

        assertThatThrownBy(() -> output.parse(model.chat("A recipe")))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("The answer of tiny calls the tool search and is no Recipe yet. Run the tools first, with a"
                        + " ToolLoop, or ask without tools.");
    }

    @Test
    void tellsAnAnswerThatAFilterEnded() {
        model.answers(FinishReason.CONTENT_FILTER, says("I can"));

        assertThatThrownBy(() -> output.parse(model.chat("A recipe")))
                .isInstanceOf(ContentBlockedException.class)
                .hasMessageContaining("I can");
    }

    @Test
    void tellsAnAnswerOfThoughtsAlone() {
        model.answers(FinishReason.STOP, does(sink -> sink.thinking("hm")));

        assertThatThrownBy(() -> output.parse(model.chat("A recipe")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("it is empty");
    }

    @Test
    void describesItselfInWords() {
        assertThat(output.instructions())
                .isEqualTo("Answer with JSON alone, valid against this JSON Schema:\n" + output.schema());
    }

    @Test
    void namesTheSchemaOfAnyTypeAsAllHostsTakeIt() {
        StructuredOutput<int[]> numbers = StructuredOutput.of(int[].class);

        assertThat(numbers.applyTo(ChatRequest.of("Numbers")).outputFormat().name())
                .isEqualTo("int__");
    }
}
