// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** For tests of programs that use Posada, and for those who write a backend of their own. */
@NullMarked
package dev.posada.testkit;

import org.jspecify.annotations.NullMarked;
