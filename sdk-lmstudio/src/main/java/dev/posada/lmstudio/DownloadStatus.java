// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.PullProgress;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;

/**
 * How far a download has come, as the server tells.
 *
 * @param job names the download for later questions; empty if there is nothing to download
 * @param status the server's word for it
 * @param completedBytes what has come
 * @param totalBytes all there is; zero where that is not known
 * @param complaint why it failed; empty if it did not
 */
record DownloadStatus(String job, String status, long completedBytes, long totalBytes, String complaint) {
    private static final JsonNames NAMES =
            JsonNames.of("job_id", "status", "downloaded_bytes", "total_size_bytes", "error_message");

    /** Reads an answer of the server. */
    static DownloadStatus read(JsonCursor object) {
        String job = "";
        String status = "";
        long completed = 0;
        long total = 0;
        String complaint = "";
        object.beginObject();
        for (int name = object.nextName(NAMES); name != JsonCursor.END; name = object.nextName(NAMES)) {
            if (object.isNull()) {
                continue;
            }
            switch (name) {
                case 0 -> job = object.string();
                case 1 -> status = object.string();
                case 2 -> completed = object.longValue();
                case 3 -> total = object.longValue();
                case 4 -> complaint = object.string();
                default -> object.skip();
            }
        }
        object.end();
        return new DownloadStatus(job, status, completed, total, complaint);
    }

    /** Whether the model is there. */
    boolean isComplete() {
        return status.equals("completed") || status.equals("already_downloaded");
    }

    boolean hasFailed() {
        return status.equals("failed");
    }

    PullProgress progress() {
        return new PullProgress(status, null, isComplete() ? totalBytes : completedBytes, totalBytes);
    }
}
