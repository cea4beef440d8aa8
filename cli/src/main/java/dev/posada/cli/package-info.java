// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** The {@code posada} command. */
@NullMarked
package dev.posada.cli;

import org.jspecify.annotations.NullMarked;
