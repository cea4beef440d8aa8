// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** What a backend implements so that {@code ModelHost.open} finds it. */
@NullMarked
package dev.posada.spi;

import org.jspecify.annotations.NullMarked;
