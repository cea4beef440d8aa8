// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the guarantee that a test proves, so that the results of a suite can be told by guarantee. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Guarantee {
    /**
     * The number of the guarantee.
     *
     * @return 1 to 13, as in {@code docs/guarantees.md}
     */
    int value();
}
