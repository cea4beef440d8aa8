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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The creation of a model: first its files go to the server, those that it has not got yet; then it is told to make the model.
 * A step that may take long comes after one that says so at once.
 */
final class OllamaCreation implements PullSource {
    private final String name;
    private final OllamaModelSpec spec;
    private final HttpTransport transport;
    private final Call call;
    private final Deque<Supplier<PullProgress>> steps = new ArrayDeque<>();
    private final Map<Path, String> digests = new HashMap<>();
    private @Nullable OllamaTransfer transfer;

    OllamaCreation(String name, OllamaModelSpec spec, HttpTransport transport, Call call) {
        this.name = name;
        this.spec = spec;
        this.transport = transport;
        this.call = call;
        for (Path file : spec.localFiles()) {
            steps.add(() -> new PullProgress("reading " + file.getFileName(), null, 0, size(file)));
            steps.add(() -> digest(file));
            steps.add(() -> send(file));
        }
    }

    @Override
    public @Nullable PullProgress next() {
        Supplier<PullProgress> step = steps.poll();
        if (step != null) {
            return step.get();
        }
        if (transfer == null) {
            HttpRequest request = HttpRequest.post("/api/create", spec.json(name, digests));
            transfer = new OllamaTransfer(transport.open(request.accept(HttpRequest.NDJSON), call));
        }
        return transfer.next();
    }

    private PullProgress digest(Path file) {
        String digest = OllamaBlobs.digest(file, call);
        digests.put(file, digest);
        return new PullProgress("sending " + file.getFileName(), digest, 0, size(file));
    }

    private PullProgress send(Path file) {
        String digest = Objects.requireNonNull(digests.get(file));
        if (!OllamaBlobs.exists(digest, transport, call)) {
            OllamaBlobs.upload(file, digest, transport, call);
        }
        return new PullProgress("sending " + file.getFileName(), digest, size(file), size(file));
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
