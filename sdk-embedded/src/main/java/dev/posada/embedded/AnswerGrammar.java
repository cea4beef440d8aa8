// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.ArrayList;
import java.util.List;

/** Collects what an answer may be and makes a grammar of it: thoughts first, if at all, then a JSON text or tool calls. */
final class AnswerGrammar {
    private final List<Rule> rules = new ArrayList<>();
    private final List<Rule> alternatives = new ArrayList<>();

    /** The answer may be any JSON object. */
    void allowJsonObject() {
        alternatives.add(added(SchemaCompiler.anyObject()));
    }

    /**
     * The answer may be JSON that is valid against a schema.
     *
     * @throws SchemaException if the schema has what can't be honoured
     */
    void allowJson(String schema) {
        alternatives.add(added(SchemaCompiler.compile(schema)));
    }

    /**
     * The answer may be a row of calls of these tools, with arguments that are valid against their schemas.
     *
     * @throws SchemaException if one of the schemas has what can't be honoured
     */
    void allowCalls(List<ToolShape> tools) {
        List<Rule> calls = new ArrayList<>();
        for (ToolShape tool : tools) {
            Rule arguments = added(tool.compile());
            String begin = "<tool_call>\n{\"name\": " + JsonText.quoted(tool.name()) + ", \"arguments\": ";
            calls.add(added(Rules.sequence(Rules.literal(begin), arguments, Rules.literal("}\n</tool_call>"))));
        }
        Rule call = added(Rules.choice(calls));
        Rules.Later more = new Rules.Later();
        Rule row = added(Rules.sequence(call, Rules.optional(more)));
        more.become(added(Rules.sequence(Rules.literal("\n"), row)));
        rules.add(more);
        alternatives.add(row);
    }

    /**
     * The grammar.
     *
     * @param thinking whether thoughts may come before the answer
     */
    Grammar build(boolean thinking) {
        Rule answer = added(Rules.choice(alternatives));
        if (!thinking) {
            return Grammar.of(answer, rules);
        }
        Rule thoughts = added(Rules.until("</think>"));
        Rule thoughtful = added(Rules.sequence(Rules.literal("<think>\n"), thoughts, Rules.literal("\n\n"), answer));
        return Grammar.of(added(Rules.choice(List.of(answer, thoughtful))), rules);
    }

    private Rule added(SchemaCompiler.Compiled compiled) {
        rules.addAll(compiled.all());
        return compiled.rule();
    }

    private Rule added(Rule rule) {
        rules.add(rule);
        return rule;
    }
}
