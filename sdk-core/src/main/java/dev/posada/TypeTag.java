// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a value tells which member of a family of types it is.
 *
 * @param property where the value says it; empty where its other properties tell
 * @param isDeclared whether the type itself has that property
 * @param name what stands there
 */
record TypeTag(String property, boolean isDeclared, String name) {
    private static final DeserializationConfig CONFIG = JsonBinding.MAPPER.getDeserializationConfig();

    /** The concrete members of the family that a type stands for; empty if it stands for itself alone. */
    static List<Class<?>> members(Class<?> type) {
        if (information(type) == null) {
            return List.of();
        }
        List<Class<?>> members = namedMembers(type).stream()
                .<Class<?>>map(NamedType::getType)
                .filter(member -> type.isAssignableFrom(member) && !Modifier.isAbstract(member.getModifiers()))
                .distinct()
                .toList();
        return members.equals(List.of(type)) ? List.of() : members;
    }

    /** The tag of a type; {@code null} if it has none. */
    static @Nullable TypeTag of(Class<?> type) {
        // The name that the family gives its member comes before the one that the member gives itself.
        return ancestry(type)
                .map(family -> tag(family, type))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable TypeTag tag(Class<?> family, Class<?> member) {
        JsonTypeInfo.Value information = information(family);
        if (information == null || information.getIdType() == JsonTypeInfo.Id.DEDUCTION) {
            return null;
        }
        requireNames(family, information);
        String given = information.getPropertyName();
        String property =
                given == null || given.isEmpty() ? information.getIdType().getDefaultPropertyName() : given;
        boolean isDeclared = information.getInclusionType() == JsonTypeInfo.As.EXISTING_PROPERTY;
        return namedMembers(family).stream()
                .filter(named -> named.getType() == member && named.hasName())
                .findFirst()
                .map(named -> new TypeTag(property, isDeclared, named.getName()))
                .orElse(null);
    }

    /** Answers come from outside: they may name a member of a family, never any class they like. */
    private static void requireNames(Class<?> family, JsonTypeInfo.Value information) {
        boolean byName = information.getIdType() == JsonTypeInfo.Id.NAME
                || information.getIdType() == JsonTypeInfo.Id.SIMPLE_NAME;
        boolean byProperty = information.getInclusionType() == JsonTypeInfo.As.PROPERTY
                || information.getInclusionType() == JsonTypeInfo.As.EXISTING_PROPERTY;
        if (!byName || !byProperty) {
            throw new IllegalArgumentException(
                    family.getName() + " tells its members apart by "
                            + information.getIdType() + " as " + information.getInclusionType()
                            + "; a JSON schema of it needs JsonTypeInfo.Id.NAME as PROPERTY, or a sealed type without annotations.");
        }
    }

    private static Collection<NamedType> namedMembers(Class<?> family) {
        return CONFIG.getSubtypeResolver().collectAndResolveSubtypesByTypeId(CONFIG, annotated(family));
    }

    private static JsonTypeInfo.@Nullable Value information(Class<?> type) {
        return CONFIG.getAnnotationIntrospector().findPolymorphicTypeInfo(CONFIG, annotated(type));
    }

    private static AnnotatedClass annotated(Class<?> type) {
        return CONFIG.introspectClassAnnotations(type).getClassInfo();
    }

    /** A type after all that it extends and implements. */
    private static Stream<Class<?>> ancestry(Class<?> type) {
        return Stream.concat(SealedTypes.parents(type).flatMap(TypeTag::ancestry), Stream.of(type));
    }
}
