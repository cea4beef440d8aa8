// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** Bodies that are sent piece by piece: OkHttp's own copies all of an array into its buffers before it sends the first byte. */
final class Bodies {
    private static final int SENT_AT_ONCE = 32 * 1024;

    private Bodies() {}

    static RequestBody of(byte[] bytes, MediaType type) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return type;
            }

            @Override
            public long contentLength() {
                return bytes.length;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                write(bytes, 0, bytes.length, sink);
            }
        };
    }

    /** Writes a part of an array. */
    static void write(byte[] bytes, int from, int to, BufferedSink sink) throws IOException {
        for (int at = from; at < to; at += SENT_AT_ONCE) {
            sink.write(bytes, at, Math.min(SENT_AT_ONCE, to - at));
        }
    }
}
