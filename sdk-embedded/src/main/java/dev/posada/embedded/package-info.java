// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** A tiny chat model that runs inside this JVM, in plain Java. */
@NullMarked
package dev.posada.embedded;

import org.jspecify.annotations.NullMarked;
