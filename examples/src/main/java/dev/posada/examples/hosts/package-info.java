// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
/** What each kind of host can do besides chatting. The pages on the hosts show this code. */
@NullMarked
package dev.posada.examples.hosts;

import org.jspecify.annotations.NullMarked;
