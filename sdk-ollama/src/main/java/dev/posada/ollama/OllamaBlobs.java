// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.spi.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The files that models are created from, which the server keeps by their digest. */
final class OllamaBlobs {
    private static final int BUFFER = 1 << 16;

    private OllamaBlobs() {}

    /**
     * The name that the server knows a file by: {@code sha256:} and its digest.
     *
     * @throws UncheckedIOException if the file can't be read
     */
    static String digest(Path file, Call call) {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                call.ensureRunning();
                call.progress();
                sha256.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file + ".", e);
        }
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** Whether the server has the file. */
    static boolean exists(String digest, HttpTransport transport, Call call) {
        return transport
                        .call(HttpRequest.head("/api/blobs/" + digest).allow(404), call)
                        .status()
                != 404;
    }

    /** Sends a file, which the server checks against the digest. */
    static void upload(Path file, String digest, HttpTransport transport, Call call) {
        HttpRequest request = HttpRequest.post("/api/blobs/" + digest, file, "application/octet-stream");
        transport.call(request.accept(HttpRequest.ANY), call);
    }
}
