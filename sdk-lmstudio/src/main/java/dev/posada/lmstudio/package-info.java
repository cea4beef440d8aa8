// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** LM Studio as a host. */
@NullMarked
package dev.posada.lmstudio;

import org.jspecify.annotations.NullMarked;
