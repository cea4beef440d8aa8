// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do; the test's own timeout bounds it. */
final class Waiting {
    private Waiting() {}

    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
