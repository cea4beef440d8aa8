// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

/** A part of a suite: its tests find their server and host on the stage. */
interface OnStage {
    Stage stage();
}
