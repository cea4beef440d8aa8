// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** The HTTP transport that backends share. */
@NullMarked
package dev.posada.http;

import org.jspecify.annotations.NullMarked;
