// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** What Posada costs, measured beside other clients. Never published. */
@NullMarked
package dev.posada.benchmarks;

import org.jspecify.annotations.NullMarked;
