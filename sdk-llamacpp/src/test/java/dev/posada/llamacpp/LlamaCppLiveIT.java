// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.testkit.LiveHostContract;

/** Against a real server: {@code POSADA_IT_LLAMACPP=llamacpp://localhost}. */
class LlamaCppLiveIT extends LiveHostContract {
    LlamaCppLiveIT() {
        super("POSADA_IT_LLAMACPP");
    }
}
