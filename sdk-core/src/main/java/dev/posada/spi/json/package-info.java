// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** Reads JSON out of bytes, without a tree, for backends that decode the answers of a server. */
@NullMarked
package dev.posada.spi.json;

import org.jspecify.annotations.NullMarked;
