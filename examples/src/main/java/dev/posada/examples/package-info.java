// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** Small programs, in reading order, that show one thing each. */
@NullMarked
package dev.posada.examples;

import org.jspecify.annotations.NullMarked;
