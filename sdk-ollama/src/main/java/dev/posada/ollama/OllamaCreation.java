// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.PullProgress;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.spi.Call;
import dev.posada.spi.PullSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The creation of a model: first its files go to the server, those that it has not got yet; then it is told to make the model. */
final class OllamaCreation implements PullSource {
    private final String name;
    private final OllamaModelSpec spec;
    private final HttpTransport transport;
    private final Call call;
    private final Deque<Path> waiting = new ArrayDeque<>();
    private final Map<Path, String> digests = new LinkedHashMap<>();
    private @Nullable PendingFile pending;
    private @Nullable OllamaTransfer transfer;

    /**
     * A file whose digest is known.
     *
     * @param file where it is
     * @param digest what the server knows it by
     * @param size its length in bytes
     */
    private record PendingFile(Path file, String digest, long size) {}

    OllamaCreation(String name, OllamaModelSpec spec, HttpTransport transport, Call call) {
        this.name = name;
        this.spec = spec;
        this.transport = transport;
        this.call = call;
        this.waiting.addAll(spec.localFiles());
    }

    @Override
    public @Nullable PullProgress next() {
        if (pending != null) {
            return send(pending);
        }
        Path file = waiting.poll();
        if (file != null) {
            return digest(file);
        }
        if (transfer == null) {
            HttpRequest request = HttpRequest.post("/api/create", spec.json(name, digests));
            transfer = new OllamaTransfer(transport.open(request.accept(HttpRequest.NDJSON), call));
        }
        return transfer.next();
    }

    private PullProgress digest(Path file) {
        PendingFile known = new PendingFile(file, OllamaBlobs.digest(file, call), size(file));
        digests.put(file, known.digest());
        pending = known;
        return new PullProgress("sending " + file.getFileName(), known.digest(), 0, known.size());
    }

    private PullProgress send(PendingFile known) {
        if (!OllamaBlobs.exists(known.digest(), transport, call)) {
            OllamaBlobs.upload(known.file(), known.digest(), transport, call);
        }
        pending = null;
        return new PullProgress("sending " + known.file().getFileName(), known.digest(), known.size(), known.size());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file + ".", e);
        }
    }

    @Override
    public void close() {
        OllamaTransfer open = transfer;
        if (open != null) {
            open.close();
        }
    }
}
