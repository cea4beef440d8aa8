// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a field is as a property of a schema: what the library that binds JSON makes of it. */
final class SchemaProperty {
    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private SchemaProperty() {}

    static boolean isBound(FieldScope field) {
        return position(field) >= 0;
    }

    static @Nullable String name(FieldScope field) {
        int position = position(field);
        return position < 0 ? null : properties(field).get(position).getName();
    }

    /** Where the property stands among its siblings; -1 if the field is none. */
    static int position(MemberScope<?, ?> field) {
        List<BeanPropertyDefinition> properties = properties(field);
        for (int i = 0; i < properties.size(); i++) {
            if (properties.get(i).getInternalName().equals(field.getDeclaredName())) {
                return i;
            }
        }
        return -1;
    }

    private static List<BeanPropertyDefinition> properties(MemberScope<?, ?> field) {
        Class<?> type = field.getDeclarationDetails().getSchemaTargetType().getErasedType();
        return JsonBinding.properties(type);
    }

    /** An optional one, or one that any annotation called {@code Nullable} marks. */
    static boolean mayBeMissing(FieldScope scope) {
        Field field = scope.getRawMember();
        return OPTIONALS.contains(field.getType())
                || Stream.of(field.getAnnotations(), field.getAnnotatedType().getAnnotations())
                        .flatMap(Stream::of)
                        .map(Annotation::annotationType)
                        .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
    }

    static @Nullable List<ResolvedType> contentOfOptional(FieldScope field) {
        return field.getType().isInstanceOf(Optional.class)
                ? List.of(field.getTypeParameterFor(Optional.class, 0))
                : null;
    }

    static @Nullable String description(FieldScope field) {
        return field.isFakeContainerItemScope() ? null : Descriptions.of(field.getRawMember());
    }
}
