// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns JSON schemas into the rules of a grammar whose every text is valid against the schema. The grammar may be
 * narrower than the schema (an object has no properties beyond the declared ones unless the schema describes them), never
 * wider: a keyword that can't be honoured is refused, not left out.
 *
 * <p>Not thread-safe; one for each grammar.
 */
final class SchemaCompiler {
    /** Keywords that say nothing about which values are valid. */
    private static final Set<String> REMARKS = Set.of(
            "title",
            "description",
            "default",
            "example",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$schema",
            "$id",
            "$comment",
            "$defs",
            "definitions");

    private static final int MOST_DIGITS = 100;
    private static final int LARGEST_LEAST = 10_000;

    private final JsonNode root;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Rules.Later> references = new HashMap<>();
    private Rules.@Nullable Later anyValue;

    private SchemaCompiler(JsonNode root) {
        this.root = root;
    }

    /** The rules of one schema: the rule of the whole, and all that it refers to. */
    record Compiled(Rule rule, List<Rule> all) {}

    /**
     * Compiles a schema.
     *
     * @throws SchemaException if it has a keyword that can't be honoured
     */
    static Compiled compile(String schema) {
        JsonNode root = JsonTree.parse(schema).orElseThrow(() -> new SchemaException("it is not JSON"));
        SchemaCompiler compiler = new SchemaCompiler(root);
        Rule rule = compiler.reference("#");
        compiler.references.values().forEach(reference -> checkForCircles(reference, new HashSet<>()));
        return new Compiled(rule, compiler.rules);
    }

    /** Compiles the rule of any JSON object. */
    static Compiled anyObject() {
        SchemaCompiler compiler = new SchemaCompiler(JsonNodeFactory.instance.objectNode());
        return new Compiled(
                compiler.ofType(JsonType.OBJECT, JsonNodeFactory.instance.objectNode(), "#"), compiler.rules);
    }

    /** Refuses a reference that leads back to itself before a single character: it could be followed for ever. */
    private static void checkForCircles(Rule rule, Set<Rule> passed) {
        if (rule instanceof Rules.Later reference) {
            if (!passed.add(reference)) {
                throw new SchemaException("a $ref refers to itself");
            }
            checkForCircles(reference.known(), passed);
            passed.remove(reference);
        } else if (rule instanceof Rules.Choice choice) {
            choice.alternatives().forEach(alternative -> checkForCircles(alternative, passed));
        }
    }

    private Rule added(Rule rule) {
        rules.add(rule);
        return rule;
    }

    private Rule reference(String pointer) {
        Rules.Later known = references.get(pointer);
        if (known != null) {
            return known;
        }
        JsonNode schema = root.at(path(pointer));
        if (schema.isMissingNode()) {
            throw new SchemaException("$ref \"" + pointer + "\" leads nowhere");
        }
        Rules.Later reference = new Rules.Later();
        references.put(pointer, reference);
        reference.become(compile(schema, pointer));
        return added(reference);
    }

    private static String path(String pointer) {
        if (!pointer.equals("#") && !pointer.startsWith("#/")) {
            throw new SchemaException("$ref \"" + pointer + "\" is not a path within the schema");
        }
        return URLDecoder.decode(pointer.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Rule compile(JsonNode schema, String at) {
        if (schema.isBoolean() && schema.booleanValue()) {
            return anyValue();
        }
        if (!schema.isObject()) {
            throw new SchemaException("at " + at + " stands " + schema + " instead of a schema");
        }
        if (schema.has("$ref")) {
            allow(schema, at, Set.of("$ref"));
            return reference(schema.get("$ref").asText());
        }
        if (schema.has("const")) {
            allow(schema, at, Set.of("const", "type"));
            return values(List.of(schema.get("const")), schema, at);
        }
        if (schema.has("enum")) {
            allow(schema, at, Set.of("enum", "type"));
            List<JsonNode> values = new ArrayList<>();
            schema.get("enum").forEach(values::add);
            return values(values, schema, at);
        }
        for (String combination : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.has(combination)) {
                allow(schema, at, Set.of(combination));
                return combination(combination, schema.get(combination), at);
            }
        }
        return typed(schema, at);
    }

    private static void allow(JsonNode schema, String at, Set<String> keywords) {
        for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keywords.contains(name) && !REMARKS.contains(name)) {
                throw new SchemaException("the keyword \"" + name + "\" at " + at + " is not supported"
                        + (keywords.isEmpty()
                                ? ""
                                : " beside " + keywords.stream().sorted().toList()));
            }
        }
    }

    private Rule values(List<JsonNode> values, JsonNode schema, String at) {
        List<JsonType> types = schema.has("type") ? JsonType.of(schema, at) : List.of();
        List<Rule> literals = values.stream()
                .filter(value -> types.isEmpty() || types.stream().anyMatch(type -> type.includes(value)))
                .map(value -> added(Rules.literal(JsonText.spaced(value.toString()))))
                .toList();
        return added(Rules.choice(literals));
    }

    private Rule combination(String keyword, JsonNode schemas, String at) {
        List<JsonNode> alternatives = new ArrayList<>();
        schemas.forEach(alternatives::add);
        if (keyword.equals("allOf") && alternatives.size() != 1) {
            throw new SchemaException("the keyword \"allOf\" at " + at + " is supported with a single schema only");
        }
        if (keyword.equals("oneOf")) {
            new Disjointness(root).check(alternatives, at + "/oneOf");
        }
        List<Rule> compiled = new ArrayList<>();
        for (int i = 0; i < alternatives.size(); i++) {
            compiled.add(compile(alternatives.get(i), at + "/" + keyword + "/" + i));
        }
        return added(Rules.choice(compiled));
    }

    private Rule typed(JsonNode schema, String at) {
        List<JsonType> types = JsonType.of(schema, at);
        Set<String> keywords = new HashSet<>(Set.of("type"));
        types.forEach(type -> keywords.addAll(type.keywords()));
        allow(schema, at, keywords);
        List<Rule> alternatives =
                types.stream().map(type -> ofType(type, schema, at)).toList();
        return alternatives.size() == 1 ? alternatives.get(0) : added(Rules.choice(alternatives));
    }

    private Rule ofType(JsonType type, JsonNode schema, String at) {
        return switch (type) {
            case OBJECT -> object(schema, at);
            case ARRAY -> array(schema, at);
            case STRING -> added(new StringRule(codePoints(schema, at)));
            case NUMBER -> number(schema, at, false);
            case INTEGER -> number(schema, at, true);
            case BOOLEAN -> added(Rules.choice(List.of(Rules.literal("true"), Rules.literal("false"))));
            case NULL -> Rules.literal("null");
        };
    }

    private Rule object(JsonNode schema, String at) {
        if (!schema.has("properties") && !schema.has("additionalProperties") && !schema.has("required")) {
            return added(new ObjectRule(
                    List.of(), anyValue(), least(schema, "minProperties"), most(schema, "maxProperties")));
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<ObjectRule.Property> properties = new ArrayList<>();
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            Rule value = compile(property.getValue(), at + "/properties/" + name);
            properties.add(new ObjectRule.Property(name, JsonText.quoted(name), value, required.remove(name)));
        });
        Rule others = others(schema, at);
        if (!required.isEmpty() && others == null) {
            throw new SchemaException(
                    "\"required\" at " + at + " names " + required + ", which are not in \"properties\"");
        }
        for (String name : required) {
            properties.add(new ObjectRule.Property(name, JsonText.quoted(name), requireNonNull(others), true));
        }
        return added(new ObjectRule(properties, others, least(schema, "minProperties"), most(schema, "maxProperties")));
    }

    /** What properties beyond the declared ones may be: nothing, unless the schema describes them. */
    private @Nullable Rule others(JsonNode schema, String at) {
        JsonNode others = schema.path("additionalProperties");
        if (others.isObject()) {
            return compile(others, at + "/additionalProperties");
        }
        boolean declared = schema.has("properties");
        return declared || (others.isBoolean() && !others.booleanValue()) ? null : anyValue();
    }

    private Rule array(JsonNode schema, String at) {
        Rule items = schema.has("items") ? compile(schema.get("items"), at + "/items") : anyValue();
        return added(new ArrayRule(items, least(schema, "minItems"), most(schema, "maxItems")));
    }

    private static int least(JsonNode schema, String keyword) {
        int least = schema.has(keyword) ? count(schema, keyword) : 0;
        if (least > LARGEST_LEAST) {
            throw new SchemaException("\"" + keyword + "\" is " + least + "; no answer is so long");
        }
        return least;
    }

    private static int most(JsonNode schema, String keyword) {
        return schema.has(keyword) ? count(schema, keyword) : Integer.MAX_VALUE;
    }

    private static int count(JsonNode schema, String keyword) {
        JsonNode count = schema.get(keyword);
        if (!count.isNumber() || count.decimalValue().signum() < 0) {
            throw new SchemaException("\"" + keyword + "\" is " + count + "; it must be a number of at least 0");
        }
        return count.decimalValue().min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
    }

    private Rule anyValue() {
        Rules.Later known = anyValue;
        if (known == null) {
            known = new Rules.Later();
            anyValue = known;
            known.become(typed(JsonNodeFactory.instance.objectNode(), "#"));
            rules.add(known);
        }
        return known;
    }

    private Rule number(JsonNode schema, String at, boolean whole) {
        NumberRule.Limit least = larger(limit(schema, "minimum", true), limit(schema, "exclusiveMinimum", false), 1);
        NumberRule.Limit most = larger(limit(schema, "maximum", true), limit(schema, "exclusiveMaximum", false), -1);
        String format = schema.path("format").asText("");
        switch (format) {
            case "", "float", "double" -> {}
            case "int32" -> {
                least = larger(least, included(Integer.MIN_VALUE), 1);
                most = larger(most, included(Integer.MAX_VALUE), -1);
            }
            case "int64" -> {
                least = larger(least, included(Long.MIN_VALUE), 1);
                most = larger(most, included(Long.MAX_VALUE), -1);
            }
            default -> throw new SchemaException("the format \"" + format + "\" at " + at + " is not supported");
        }
        return added(whole ? NumberRule.whole(least, most) : NumberRule.decimal(least, most));
    }

    private static NumberRule.Limit included(long value) {
        return new NumberRule.Limit(BigDecimal.valueOf(value), true);
    }

    private static NumberRule.@Nullable Limit limit(JsonNode schema, String keyword, boolean included) {
        JsonNode value = schema.get(keyword);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw new SchemaException("\"" + keyword + "\" is " + value + "; it must be a number");
        }
        BigDecimal number = value.decimalValue();
        if (number.precision() + Math.abs(number.scale()) > MOST_DIGITS) {
            throw new SchemaException("\"" + keyword + "\" is " + value + ", which has too many digits");
        }
        return new NumberRule.Limit(number, included);
    }

    /** The stricter of two lower limits, or with a sign of -1 of two upper ones. */
    private static NumberRule.@Nullable Limit larger(
            NumberRule.@Nullable Limit one, NumberRule.@Nullable Limit other, int sign) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int order = sign * one.value().compareTo(other.value());
        return order > 0 || (order == 0 && !one.included()) ? one : other;
    }

    private static CodePoints codePoints(JsonNode schema, String at) {
        int least = least(schema, "minLength");
        int most = most(schema, "maxLength");
        if (least > most) {
            throw new SchemaException("\"minLength\" at " + at + " is larger than \"maxLength\"");
        }
        List<String> patterns = new ArrayList<>();
        addPattern(schema, "pattern", patterns, pattern -> pattern);
        addPattern(schema, "format", patterns, format -> StringFormats.pattern(format, at));
        addPattern(schema, "contentEncoding", patterns, encoding -> StringFormats.encoding(encoding, at));
        if (patterns.isEmpty()) {
            return new CodePoints.OfLength(least, most);
        }
        if (patterns.size() > 1) {
            throw new SchemaException(
                    "\"pattern\", \"format\" and \"contentEncoding\" together, as at " + at + ", are not supported");
        }
        Automaton automaton = Automaton.of(new Nfa(RegexParser.parse(patterns.get(0))));
        boolean unlimited = least == 0 && most == Integer.MAX_VALUE;
        return unlimited ? automaton : automaton.withLength(least, most);
    }

    private static void addPattern(
            JsonNode schema, String keyword, List<String> patterns, UnaryOperator<String> pattern) {
        if (schema.has(keyword)) {
            patterns.add(pattern.apply(schema.get(keyword).asText()));
        }
    }
}
