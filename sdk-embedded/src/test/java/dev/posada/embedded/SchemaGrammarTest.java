// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever tokens are drawn, a text that was held to a schema is valid against it. */
class SchemaGrammarTest {
    private static final int TRIES = 12;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object'}",
                "{'type':'object','properties':{}}",
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'integer'}},'required':['a','b']}",
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'integer'},'c':{}},'required':['b'],"
                        + "'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'object','properties':{'b':{'type':'array','items':"
                        + "{'type':'object','properties':{'c':{'type':'boolean'}},'required':['c']}}},'required':['b']}}}",
                "{'type':'object','additionalProperties':{'type':'integer'}}",
                "{'type':'object','additionalProperties':true}",
                "{'type':'object','additionalProperties':{'type':'boolean'},'minProperties':2,'maxProperties':3}",
                "{'type':'object','properties':{'a':{'const':1}},'additionalProperties':{'type':'null'},'required':['a','z']}",
                "{'type':'object','properties':{'a':{'type':'null'},'b':{'type':'null'},'c':{'type':'null'}},"
                        + "'minProperties':2,'maxProperties':2,'required':['c']}",
                "{'type':'string'}",
                "{'type':'string','minLength':3,'maxLength':5}",
                "{'type':'string','minLength':30}",
                "{'type':'string','maxLength':0}",
                "{'type':'string','enum':['red','green','blue \\\"quoted\\\"','grün']}",
                "{'enum':[1,'two',null,true,{'a':[1,2.50]}]}",
                "{'const':'only'}",
                "{'type':'string','pattern':'^[A-Z]{3}-\\\\d{4}$'}",
                "{'type':'string','pattern':'ab+c'}",
                "{'type':'string','pattern':'^(foo|bar)*$','minLength':4,'maxLength':9}",
                "{'type':'string','pattern':'^[^a-z]+$','maxLength':6}",
                "{'type':'string','pattern':'^\\\\w+\\\\s\\\\S{2,}$'}",
                "{'type':'string','pattern':'^[à-ü€🙂]{1,4}$'}",
                "{'type':'integer'}",
                "{'type':'integer','minimum':1,'maximum':12}",
                "{'type':'integer','minimum':-5,'exclusiveMaximum':0}",
                "{'type':'integer','minimum':99999,'maximum':100001}",
                "{'type':'integer','minimum':9223372036854775806}",
                "{'type':'integer','minimum':0.5,'maximum':1.5}",
                "{'type':'number'}",
                "{'type':'number','minimum':0,'maximum':1}",
                "{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':0.001}",
                "{'type':'number','minimum':-273.15,'maximum':-273.1}",
                "{'type':'number','exclusiveMinimum':-1,'maximum':-0.9995}",
                "{'type':'boolean'}",
                "{'type':'null'}",
                "{'type':['string','null']}",
                "{'type':['integer','boolean'],'minimum':5}",
                "{'type':'array'}",
                "{'type':'array','items':{'type':'integer','minimum':0,'maximum':9},'minItems':3,'maxItems':3}",
                "{'type':'array','items':{'type':'array','items':{'type':'string','maxLength':2}},'minItems':1}",
                "{'type':'array','items':{'anyOf':[{'type':'integer'},{'type':'number'}]},'maxItems':6}",
                "{'anyOf':[{'type':'string','maxLength':3},{'type':'object','properties':{'x':{'type':'number'}}}]}",
                "{'oneOf':[{'type':'integer'},{'type':'string'}]}",
                "{'oneOf':[{'type':'object','properties':{'t':{'const':'a'},'x':{'type':'integer'}},'required':['t','x']},"
                        + "{'type':'object','properties':{'t':{'enum':['b','c']}},'required':['t']}]}",
                "{'allOf':[{'type':'boolean'}]}",
                "{'$ref':'#/$defs/tree','$defs':{'tree':{'type':'object','properties':{'name':{'type':'string'},"
                        + "'children':{'type':'array','items':{'$ref':'#/$defs/tree'}}},'required':['name']}}}",
                "{'type':'object','properties':{'next':{'anyOf':[{'$ref':'#'},{'type':'null'}]}},'required':['next']}",
                "{'type':'object','properties':{'a b/c~d\\\"':{'type':'integer'},'é':{'type':'null'}},"
                        + "'required':['a b/c~d\\\"','é']}",
                "{}",
                "true"
            })
    void randomTokensMakeValidJson(String quoted) {
        String schema = quoted.replace('\'', '"');
        Grammar grammar = Grammars.ofSchema(schema);
        Set<String> texts = new HashSet<>();

        for (int seed = 0; seed < TRIES; seed++) {
            // Sometimes plenty of tokens, sometimes hardly enough.
            int most = Grammars.chooser(grammar, SamplingSettings.greedy()).leastTokens() + (seed % 4) * seed;
            String text = Grammars.random(grammar, seed, most);

            assertThat(Grammars.problem(schema, text)).as(text).isEmpty();
            texts.add(text);
        }

        assertThat(texts).isNotEmpty();
    }

    @Nested
    class Allows {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"name\": \"Ilse\", \"age\": 34}",
                    "{\"age\": 34, \"name\": \"Ilse\"}",
                    "{\"name\":\"Ilse\",\"age\":34}",
                    "{\n  \"name\": \"Ilse\",\n  \"age\": 34\n}",
                    "{\"name\": \"\\u00fc \\n \\\" 🙂\", \"age\": -1}"
                })
        void everyUsualWayOfWritingIt(String text) {
            assertThat(Grammars.allows(person(), text)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"name\": \"Ilse\"}",
                    "{\"name\": \"Ilse\", \"age\": 34.5}",
                    "{\"name\": \"Ilse\", \"age\": 034}",
                    "{\"name\": \"Ilse\", \"age\": 34, \"x\": 1}",
                    "{\"name\": \"Ilse\", \"age\": 34, \"age\": 34}",
                    "{\"name\": \"Ilse\", \"age\": 34,}",
                    "{\"name\": \"Il\nse\", \"age\": 34}",
                    "{\"name\": \"\\ud83d\", \"age\": 34}",
                    "{\"name\": \"\\x\", \"age\": 34}",
                    "{\"name\": Ilse, \"age\": 34}",
                    "{\"name\": \"Ilse\", \"age\": 34} and more",
                    " text first {\"name\": \"Ilse\", \"age\": 34}",
                    ""
                })
        void nothingElse(String text) {
            assertThat(Grammars.allows(person(), text)).isFalse();
        }

        @Test
        void noCharactersThatAreNotWellFormed() {
            byte[] overlong = {'"', (byte) 0xC0, (byte) 0xAF, '"'};
            byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
            byte[] tooLarge = {'"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'};
            Reading start = Reading.of(Grammars.ofSchema("{\"type\":\"string\"}"));

            assertThat(start.after(overlong).isPossible()).isFalse();
            assertThat(start.after(surrogate).isPossible()).isFalse();
            assertThat(start.after(tooLarge).isPossible()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"1, true", "12, true", "0, false", "13, false", "-1, false", "1.0, false", "1e1, false", "01, false"
        })
        void numbersWithinTheirLimits(String text, boolean allowed) {
            Grammar month = Grammars.ofSchema("{\"type\":\"integer\",\"minimum\":1,\"maximum\":12}");

            assertThat(Grammars.allows(month, text)).isEqualTo(allowed);
        }

        @ParameterizedTest
        @CsvSource({
            "0.5, true",
            "0.999999, true",
            "0.0000001, true",
            "0, false",
            "1, false",
            "1.0, false",
            "-0.5, false",
            ".5, false"
        })
        void decimalsWithinTheirLimits(String text, boolean allowed) {
            Grammar share = Grammars.ofSchema("{\"type\":\"number\",\"exclusiveMinimum\":0,\"exclusiveMaximum\":1}");

            assertThat(Grammars.allows(share, text)).isEqualTo(allowed);
        }

        /** Otherwise the model could write spaces for ever. */
        @Test
        void whiteSpaceNotWithoutEnd() {
            assertThat(Grammars.allows(person(), "{" + " ".repeat(400) + "\"name\": \"Ilse\", \"age\": 34}"))
                    .isFalse();
        }

        @Test
        void deepNestingInAllItsReadings() {
            Grammar grammar = Grammars.ofSchema("{\"anyOf\":[{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}},"
                    + "{\"type\":\"array\",\"items\":{\"anyOf\":[{\"$ref\":\"#\"},{\"type\":\"null\"}]}}]}");

            assertThat(Grammars.allows(grammar, "[".repeat(500) + "]".repeat(500)))
                    .isTrue();
        }

        private static Grammar person() {
            return Grammars.ofSchema("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
                    + "\"age\":{\"type\":\"integer\"}},\"required\":[\"name\",\"age\"]}");
        }
    }

    @Nested
    class Refuses {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'type':'array','uniqueItems':true} | uniqueItems",
                    "{'type':'array','prefixItems':[{'type':'null'}]} | prefixItems",
                    "{'type':'array','contains':{'type':'null'}} | contains",
                    "{'type':'integer','multipleOf':3} | multipleOf",
                    "{'type':'object','patternProperties':{'^a':{}}} | patternProperties",
                    "{'type':'object','propertyNames':{'maxLength':3}} | propertyNames",
                    "{'type':'object','dependentRequired':{}} | dependentRequired",
                    "{'not':{'type':'string'}} | not",
                    "{'if':{'type':'string'},'then':{}} | if",
                    "{'allOf':[{'type':'string'},{'minLength':2}]} | allOf",
                    "{'anyOf':[{'type':'string'}],'minLength':2} | minLength",
                    "{'$ref':'#/$defs/a','minLength':2,'$defs':{'a':{'type':'string'}}} | minLength",
                    "{'enum':['a'],'pattern':'b'} | pattern",
                    "{'type':'string','format':'iri'} | iri",
                    "{'type':'string','pattern':'(?=a)b'} | (?=a)b",
                    "{'type':'string','pattern':'(a)\\\\1'} | (a)",
                    "{'type':'string','pattern':'a++'} | a++",
                    "{'type':'string','minimum':3} | minimum",
                    "{'type':'text'} | text",
                    "{'$ref':'https://example.org/schema'} | example.org",
                    "{'$ref':'#/$defs/missing'} | missing",
                    "{'oneOf':[{'type':'integer'},{'type':'number'}]} | oneOf",
                    "{'oneOf':[{'type':'object','properties':{'a':{}}},{'type':'object','properties':{'b':{}}}]} | oneOf",
                    "{'unknownKeyword':1} | unknownKeyword",
                    "{'type':'string','minLength':-1} | minLength",
                    "[] | instead of a schema",
                    "{'type':'object','required':['a'],'additionalProperties':false} | required",
                })
        void keywordsThatItCannotHonour(String quoted, String named) {
            assertThatThrownBy(() -> Grammars.ofSchema(quoted.replace('\'', '"')))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining(named);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'type':'object','properties':{'a':{'$ref':'#'}},'required':['a']}",
                    "{'type':'array','items':{'$ref':'#'},'minItems':1}",
                    "{'type':'integer','minimum':5,'maximum':4}",
                    "{'type':'integer','exclusiveMinimum':1,'exclusiveMaximum':2}",
                    "{'type':'string','minLength':5,'maxLength':4}",
                    "{'type':'string','pattern':'^a{3}$','maxLength':2}",
                    "{'type':'array','minItems':3,'maxItems':2}",
                    "{'enum':[]}",
                    "{'type':'string','enum':[1,2]}",
                    "{'type':'object','properties':{'a':{}},'minProperties':2}",
                    "{'type':'object','properties':{'a':{},'b':{}},'required':['a','b'],'maxProperties':1}"
                })
        void whatNothingCanMatch(String quoted) {
            assertThatThrownBy(() -> Grammars.ofSchema(quoted.replace('\'', '"')))
                    .isInstanceOf(SchemaException.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'$ref':'#'}",
                    "{'anyOf':[{'type':'string'},{'$ref':'#'}]}",
                    "{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/b'},'b':{'anyOf':[{'$ref':'#/$defs/a'}]}}}"
                })
        void referencesThatLeadNowhereButBack(String quoted) {
            assertThatThrownBy(() -> Grammars.ofSchema(quoted.replace('\'', '"')))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("refers to itself");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'type':'string','minLength':1000000000}",
                    "{'type':'array','items':{'type':'array','minItems':9000},'minItems':9000}",
                    "{'type':'object','minProperties':1000000000}"
                })
        void whatNoAnswerIsLongEnoughFor(String quoted) {
            assertThatThrownBy(() -> Grammars.ofSchema(quoted.replace('\'', '"')))
                    .isInstanceOf(SchemaException.class);
        }

        @Test
        void patternsThatWouldTakeTooMuchMemory() {
            assertThatThrownBy(() ->
                            Grammars.ofSchema("{\"type\":\"string\",\"pattern\":\"(a|aa){1000}(b{1000}){1000}\"}"))
                    .isInstanceOf(SchemaException.class);
            assertThatThrownBy(() -> Grammars.ofSchema("{\"type\":\"string\",\"pattern\":\"(.*a.{18})\"}"))
                    .isInstanceOf(SchemaException.class);
        }
    }

    @Nested
    class Formats {
        @ParameterizedTest
        @CsvSource({
            "date, java.time.LocalDate",
            "time, java.time.OffsetTime",
            "date-time, java.time.OffsetDateTime",
            "duration, java.time.Duration"
        })
        void timesCanBeReadByJava(String format, String type) throws ReflectiveOperationException {
            Grammar grammar = Grammars.ofSchema("{\"type\":\"string\",\"format\":\"" + format + "\"}");

            for (int seed = 0; seed < TRIES; seed++) {
                String text = unquoted(Grammars.random(grammar, seed, 60));
                assertThat(Class.forName(type)
                                .getMethod("parse", CharSequence.class)
                                .invoke(null, text))
                        .isNotNull();
            }
        }

        @Test
        void identifiersCanBeReadByJava() {
            Grammar grammar = Grammars.ofSchema("{\"type\":\"string\",\"format\":\"uuid\"}");

            for (int seed = 0; seed < TRIES; seed++) {
                String text = unquoted(Grammars.random(grammar, seed, 60));
                assertThat(java.util.UUID.fromString(text)).hasToString(text);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"uri", "email", "ipv4", "hostname"})
        void addressesHaveTheirForm(String format) {
            Grammar grammar = Grammars.ofSchema("{\"type\":\"string\",\"format\":\"" + format + "\"}");

            for (int seed = 0; seed < TRIES; seed++) {
                String text = unquoted(Grammars.random(grammar, seed, 60));
                String asUri =
                        format.equals("uri") ? text : format.equals("email") ? "mailto:" + text : "http://" + text;
                assertThat(java.net.URI.create(asUri).toString()).isEqualTo(asUri);
            }
        }

        @Test
        void base64CanBeReadByJava() {
            Grammar grammar = Grammars.ofSchema("{\"type\":\"string\",\"contentEncoding\":\"base64\"}");

            for (int seed = 0; seed < TRIES; seed++) {
                String text = unquoted(Grammars.random(grammar, seed, 30));
                assertThat(java.util.Base64.getDecoder().decode(text)).isNotNull();
            }
        }

        private static String unquoted(String json) {
            return JsonText.unquoted(json);
        }
    }
}
