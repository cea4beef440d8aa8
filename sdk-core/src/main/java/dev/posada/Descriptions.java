// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@link Description}. */
final class Descriptions {
    private Descriptions() {}

    /** The description of a type; for an enum with those of its constants. */
    static @Nullable String of(Class<?> type) {
        String own = of((AnnotatedElement) type);
        if (!type.isEnum()) {
            return own;
        }
        List<String> parts = new ArrayList<>();
        if (own != null) {
            parts.add(own);
        }
        for (Field constant : type.getFields()) {
            String meaning = of(constant);
            if (constant.isEnumConstant() && meaning != null) {
                parts.add(constant.getName() + ": " + meaning);
            }
        }
        return parts.isEmpty() ? null : String.join("\n", parts);
    }

    static @Nullable String of(AnnotatedElement element) {
        Description description = element.getAnnotation(Description.class);
        return description == null ? null : description.value();
    }
}
