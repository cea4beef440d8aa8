// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.Sampling;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fills in what a request leaves to the host. Without a temperature the likeliest token is taken always, so that answers
 * repeat; with one, the other settings are those of llama.cpp unless given.
 */
final class EmbeddedSampling {
    private static final int USUAL_TOP_K = 40;
    private static final double USUAL_TOP_P = 0.95;
    private static final double USUAL_MIN_P = 0.05;

    private EmbeddedSampling() {}

    static SamplingSettings settings(Sampling sampling) {
        return new SamplingSettings(
                sampling.temperature().orElse(0),
                sampling.topK().orElse(USUAL_TOP_K),
                sampling.topP().orElse(USUAL_TOP_P),
                sampling.minP().orElse(USUAL_MIN_P),
                sampling.presencePenalty().orElse(0),
                sampling.frequencyPenalty().orElse(0),
                sampling.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong()));
    }
}
