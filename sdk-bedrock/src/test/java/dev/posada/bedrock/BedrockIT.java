// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.testkit.LiveHostContract;

/** Against the real service, which is paid for: {@code POSADA_IT_BEDROCK=bedrock://eu-central-1/openai.gpt-oss-20b-1:0}. */
class BedrockIT extends LiveHostContract {
    BedrockIT() {
        super("POSADA_IT_BEDROCK");
    }
}
