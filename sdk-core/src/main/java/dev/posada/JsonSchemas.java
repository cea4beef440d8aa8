// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfig;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigPart;
import com.github.victools.jsonschema.generator.SchemaGeneratorGeneralConfigPart;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas of Java types. Thread-safe.
 *
 * <p>The generator walks the types; what their JSON looks like is asked of the library that binds it, so that the two agree.
 * Loading this class loads the generator, which takes a while: it happens when a schema is first needed.
 */
final class JsonSchemas {
    private static final SchemaGenerator GENERATOR = new SchemaGenerator(config());

    private JsonSchemas() {}

    /**
     * The schema of a type, complete in itself.
     *
     * @throws IllegalArgumentException if the type has no JSON form
     */
    static synchronized ObjectNode of(Type type, Type... parameters) {
        SchemaBuilder builder = GENERATOR.buildMultipleSchemaDefinitions();
        ObjectNode schema = builder.createSchemaReference(type, parameters);
        return FlatSchema.of(schema, builder.collectDefinitions("$defs"));
    }

    private static SchemaGeneratorConfig config() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        JsonBinding.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.DEFINITIONS_FOR_ALL_OBJECTS,
                        Option.DEFINITIONS_FOR_MEMBER_SUPERTYPES,
                        Option.PLAIN_DEFINITION_KEYS)
                .without(
                        Option.ADDITIONAL_FIXED_TYPES,
                        Option.FLATTENED_ENUMS,
                        Option.FLATTENED_OPTIONALS,
                        Option.FLATTENED_SUPPLIERS,
                        Option.VALUES_FROM_CONSTANT_FIELDS,
                        Option.SCHEMA_VERSION_INDICATOR);
        configure(config.forTypesInGeneral());
        configure(config.forFields());
        return config.build();
    }

    private static void configure(SchemaGeneratorGeneralConfigPart types) {
        types.withCustomDefinitionProvider(JsonSchemas::definition)
                .withSubtypeResolver(JsonSchemas::members)
                .withDescriptionResolver(
                        scope -> Descriptions.of(scope.getType().getErasedType()))
                .withTypeAttributeOverride((schema, scope, context) ->
                        complete(schema, scope.getType().getErasedType()))
                .withPropertySorter((left, right) ->
                        Integer.compare(SchemaProperty.position(left), SchemaProperty.position(right)));
    }

    private static void configure(SchemaGeneratorConfigPart<FieldScope> fields) {
        fields.withIgnoreCheck(field -> !SchemaProperty.isBound(field))
                .withPropertyNameOverrideResolver(SchemaProperty::name)
                .withRequiredCheck(field -> !SchemaProperty.mayBeMissing(field))
                .withTargetTypeOverridesResolver(SchemaProperty::contentOfOptional)
                .withDescriptionResolver(SchemaProperty::description);
    }

    private static @Nullable CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        ObjectNode scalar = JsonScalars.schema(raw);
        if (scalar != null) {
            return inline(scalar);
        }
        if (type.isInstanceOf(Map.class)) {
            return inline(map(type, context));
        }
        if (!context.getTypeContext().isContainerType(type)
                && TypeTag.members(raw).isEmpty()) {
            requireProperties(raw);
        }
        return null;
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }

    private static ObjectNode map(ResolvedType type, SchemaGenerationContext context) {
        List<ResolvedType> parameters = type.typeParametersFor(Map.class);
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        if (parameters.size() < 2 || parameters.get(1).getErasedType() == Object.class) {
            return schema.put("additionalProperties", true);
        }
        schema.set("additionalProperties", context.createDefinitionReference(parameters.get(1)));
        return schema;
    }

    private static void requireProperties(Class<?> type) {
        String name = type.getName();
        if (type.isPrimitive() || name.startsWith("java.") || name.startsWith("javax.")) {
            throw new IllegalArgumentException(
                    name + " has no JSON schema; use a record, a String or a number in its place.");
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException(name + " has no JSON schema, as it is not known what implements it:"
                    + " make it sealed, or use a record in its place.");
        }
    }

    private static @Nullable List<ResolvedType> members(ResolvedType type, SchemaGenerationContext context) {
        List<Class<?>> members = TypeTag.members(type.getErasedType());
        return members.isEmpty()
                ? null
                : members.stream()
                        .map(member -> context.getTypeContext().resolveSubtype(type, member))
                        .toList();
    }

    /** Adds what servers and models rely on and the generator leaves out. */
    private static void complete(ObjectNode schema, Class<?> type) {
        String description = Descriptions.of(type);
        if (schema.has("anyOf") && description != null) {
            schema.put("description", description);
        }
        if (!schema.path("type").asText().equals("object") || schema.has("additionalProperties")) {
            return;
        }
        if (!schema.has("properties")) {
            schema.putObject("properties");
        }
        TypeTag tag = TypeTag.of(type);
        if (tag != null) {
            addTag(schema, tag, type);
        }
        schema.put("additionalProperties", false);
    }

    /** The tag comes first: models write in this order, and all that follows depends on it. */
    private static void addTag(ObjectNode schema, TypeTag tag, Class<?> type) {
        ObjectNode properties = (ObjectNode) schema.remove("properties");
        if (properties.remove(tag.property()) != null && !tag.isDeclared()) {
            throw new IllegalArgumentException(type.getName() + " has a property \"" + tag.property()
                    + "\", by which its sealed type tells its members apart. Rename it, or choose another name for the"
                    + " latter with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = \"…\").");
        }
        ObjectNode tagged = schema.putObject("properties");
        tagged.putObject(tag.property()).put("type", "string").putArray("enum").add(tag.name());
        tagged.setAll(properties);
        JsonNode others = schema.remove("required");
        ArrayNode required = schema.putArray("required").add(tag.property());
        if (others != null) {
            others.forEach(other -> {
                if (!other.asText().equals(tag.property())) {
                    required.add(other);
                }
            });
        }
    }
}
