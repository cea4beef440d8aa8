// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/** Scratch memory of one running conversation: a row for each position of a batch. Not thread-safe. */
final class Workspace {
    /** Positions read at once: enough to use each weight often while it is near, few enough to cancel soon. */
    static final int BATCH = 32;

    final float[][] stream;
    final float[][] normed;
    final float[][] queryKeyValue;
    final float[][] attention;
    final float[][] gateUp;
    final float[][] hidden;
    final float[][] change;
    final float[][] tokenScores;
    final float[] positions;
    final float[] cosines;
    final float[] sines;

    Workspace(ModelShape shape) {
        stream = new float[BATCH][shape.width()];
        normed = new float[BATCH][shape.width()];
        queryKeyValue = new float[BATCH][shape.width() + 2 * shape.keyValueWidth()];
        attention = new float[BATCH][shape.width()];
        gateUp = new float[BATCH][2 * shape.feedForward()];
        hidden = new float[BATCH][shape.feedForward()];
        change = new float[BATCH][shape.width()];
        tokenScores = new float[1][shape.vocabulary()];
        positions = new float[shape.window()];
        cosines = new float[shape.headSize() / 2];
        sines = new float[shape.headSize() / 2];
    }
}
