// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ErrorDetails;
import dev.posada.PullProgress;
import dev.posada.StreamInterruptedException;
import dev.posada.Timeouts;
import dev.posada.http.FrameReader;
import dev.posada.http.HttpStream;
import dev.posada.spi.PullSource;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a pull, a push or a creation as the server reports it, line by line. It is complete only once the server
 * says {@code success}: a pull of an unknown model begins as a success, too.
 */
final class OllamaTransfer implements PullSource {
    /** A server that checks the digest of a large file, or writes one, says nothing for minutes. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private static final int STATUS = 0;
    private static final int DIGEST = 1;
    private static final int TOTAL = 2;
    private static final int COMPLETED = 3;
    private static final int ERROR = 4;
    private static final JsonNames NAMES = JsonNames.of("status", "digest", "total", "completed", "error");

    private final HttpStream stream;
    private final FrameReader lines;

    OllamaTransfer(HttpStream stream) {
        this.stream = stream;
        this.lines = stream.frames();
    }

    /** The time limits of a transfer: those of the host, unless it leaves the idle limit as it is by default. */
    static Timeouts timeouts(Timeouts host) {
        boolean isDefault = host.idle().equals(Timeouts.defaults().idle());
        return isDefault ? host.idle(LONGEST_SILENCE) : host;
    }

    @Override
    public @Nullable PullProgress next() {
        if (!lines.next()) {
            throw new StreamInterruptedException(
                    "The server ended the transfer before it said that it was a success.", ErrorDetails.none(), null);
        }
        PullProgress progress = read(lines.json());
        if (!progress.status().equals("success")) {
            return progress;
        }
        stream.complete();
        return null;
    }

    private PullProgress read(JsonCursor json) {
        String status = "";
        String digest = null;
        long total = 0;
        long completed = 0;
        json.beginObject();
        for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
            if (json.isNull()) {
                continue;
            }
            switch (field) {
                case STATUS -> status = json.string();
                case DIGEST -> digest = json.string();
                case TOTAL -> total = json.longValue();
                case COMPLETED -> completed = json.longValue();
                case ERROR -> throw stream.failure(json.raw());
                default -> json.skip();
            }
        }
        json.end();
        return new PullProgress(status, digest, completed, total);
    }

    @Override
    public void close() {
        stream.close();
    }
}
