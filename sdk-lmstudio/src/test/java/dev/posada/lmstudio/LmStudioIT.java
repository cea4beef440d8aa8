// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.testkit.LiveHostContract;

/** Against a real server: {@code POSADA_IT_LMSTUDIO=lmstudio://localhost/MODEL}. */
class LmStudioIT extends LiveHostContract {
    LmStudioIT() {
        super("POSADA_IT_LMSTUDIO");
    }
}
