// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes sealed types bind without annotations: the property {@code type} holds the simple name of the class. Annotations,
 * where there are some, win.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    private static final JsonTypeInfo.Value TAG = JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, null, null);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value declared = super.findPolymorphicTypeInfo(config, annotated);
        return declared == null && annotated instanceof AnnotatedClass && isOfSealedFamily(annotated.getRawType())
                ? TAG
                : declared;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        List<NamedType> declared = super.findSubtypes(annotated);
        return declared == null && isSealed(annotated.getRawType())
                ? Stream.of(annotated.getRawType().getPermittedSubclasses())
                        .map(NamedType::new)
                        .toList()
                : declared;
    }

    @Override
    public String findTypeName(AnnotatedClass annotated) {
        String declared = super.findTypeName(annotated);
        return declared == null ? annotated.getRawType().getSimpleName() : declared;
    }

    private static boolean isOfSealedFamily(Class<?> type) {
        return isSealed(type) || parents(type).anyMatch(SealedTypes::isOfSealedFamily);
    }

    /** Enums with bodies are sealed, too, and so are interfaces of the JDK that {@code String} implements. */
    private static boolean isSealed(Class<?> type) {
        return type.isSealed() && !type.isEnum() && !type.getName().startsWith("java.");
    }

    /** What a type extends and implements directly. */
    static Stream<Class<?>> parents(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
    }
}
