// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** A backend of one's own, as small as one can be that keeps every promise. {@code docs/writing-a-backend.md} explains it. */
@NullMarked
package dev.posada.examples.backend;

import org.jspecify.annotations.NullMarked;
