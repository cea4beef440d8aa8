// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaToolSchemaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'object','properties':{'n':{'type':'integer','minimum':1,'pattern':'x'}}} | [minimum, pattern]",
                "{'type':'object','properties':{'a':{'type':'object','properties':{'b':{'const':1}}}}} | [const]",
                "{'type':'object','properties':{'a':{'anyOf':[{'type':'string','format':'date'}]}}} | [format]",
                "{'type':'object','properties':{'a':{'$ref':'#/$defs/a'}},'$defs':{'a':{'minimum':1}}} | [$ref]",
                "{'anyOf':[{'type':'object'}]} | [anyOf]",
            })
    void namesWhatTheServerLeavesOut(String schema, String keywords) {
        assertThat(OllamaToolSchema.lost(schema.replace('\'', '"'))).hasToString(keywords);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'object','properties':{'a':{'type':['string','null'],'description':'d','enum':['x']}}}",
                "{'type':'object','properties':{'a':{'type':'array','items':{'type':'integer','minimum':1}}}}",
                "{'type':'object','additionalProperties':false,'title':'T','$schema':'s','required':['a']}",
                "{'type':'object','properties':{'minimum':{'type':'integer'},'a':true,'pattern':{}}}",
                "{}",
            })
    void doesNotMindWhatIsNoLoss(String schema) {
        assertThat(OllamaToolSchema.lost(schema.replace('\'', '"'))).isEmpty();
    }

    @Test
    void takesAnySchemaForOne() {
        assertThat(OllamaToolSchema.lost("true")).isEmpty();
        assertThat(OllamaToolSchema.lost("{\"properties\":[],\"anyOf\":{}}")).containsExactly("anyOf");
    }
}
