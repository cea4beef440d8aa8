// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.Limits;

/** JSON values, one a line. Blank lines say nothing. */
final class NdjsonDecoder implements FrameDecoder {
    private final LineBuffer bytes;

    NdjsonDecoder(Limits limits) {
        bytes = new LineBuffer(limits.lineBytes(), false);
    }

    @Override
    public LineBuffer bytes() {
        return bytes;
    }

    @Override
    public boolean next() {
        bytes.dropBlanks(); // so that the next line, or the part of it that is here, is not a blank one
        return bytes.nextLine();
    }

    @Override
    public int frameStart() {
        return bytes.lineStart();
    }

    @Override
    public int frameEnd() {
        return bytes.lineEnd();
    }

    @Override
    public boolean isCut() {
        return !bytes.isClosed();
    }

    @Override
    public String event() {
        return "";
    }

    @Override
    public boolean takeProgress() {
        return bytes.hasPartialLine();
    }
}
