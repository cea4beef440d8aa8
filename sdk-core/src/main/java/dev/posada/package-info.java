// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** Talks to open models wherever they are hosted: hosts, models, requests, streams, tools and errors. */
@NullMarked
package dev.posada;

import org.jspecify.annotations.NullMarked;
