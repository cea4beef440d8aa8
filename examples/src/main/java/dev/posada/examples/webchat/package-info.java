// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** A small server with a page to chat in, for example 13. */
@NullMarked
package dev.posada.examples.webchat;

import org.jspecify.annotations.NullMarked;
