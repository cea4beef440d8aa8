// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares on a suite's subclass what its backend has not. Tests that need it do not run and are reported with the reason; those
 * that {@linkplain Offers show it} turn round, and prove that the backend refuses it or warns.
 */
@Documented
@Inherited
@Repeatable(Lacks.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Lacks {
    /**
     * What is missing.
     *
     * @return the feature
     */
    Feature value();

    /**
     * Why, in a few words.
     *
     * @return the reason, for {@code docs/guarantees.md}
     */
    String because();

    /** Holds several. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        /**
         * All of them.
         *
         * @return what is missing
         */
        Lacks[] value();
    }
}
