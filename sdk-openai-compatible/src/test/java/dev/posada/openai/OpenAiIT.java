// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.testkit.LiveHostContract;

/** Against a real server: {@code POSADA_IT_OPENAI=openai://localhost:8000/MODEL}. */
class OpenAiIT extends LiveHostContract {
    OpenAiIT() {
        super("POSADA_IT_OPENAI");
    }
}
