// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.CancelledException;
import dev.posada.ErrorDetails;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Standard input, which may be a file, a pipe, a terminal, a pipe that nobody ever writes to, or closed. */
final class StandardInput {
    /** More than any model reads; whoever sends more has piped the wrong thing. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private static final int FILE_TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int REGULAR_FILE = 0100000;
    private static final int SOCKET = 0140000;

    private final InputStream stream;
    private final boolean piped;

    StandardInput(InputStream stream, boolean piped) {
        this.stream = stream;
        this.piped = piped;
    }

    static StandardInput ofThisProcess() {
        return new StandardInput(new FileInputStream(FileDescriptor.in), isPiped(Path.of("/dev/stdin")));
    }

    /** Whether a file, a pipe or a socket stands behind standard input, and not a terminal or nothing. */
    private static boolean isPiped(Path path) {
        try {
            int type = (int) Files.getAttribute(path, "unix:mode") & FILE_TYPE;
            return type == PIPE || type == SOCKET || (type == REGULAR_FILE && !isFileOfTheJvm(path));
        } catch (IOException e) {
            return false; // closed
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return !Terminals.consoleIsThere(); // Windows
        }
    }

    /** Where standard input was closed, the first file that the JVM opens gets its number. */
    private static boolean isFileOfTheJvm(Path path) throws IOException {
        Path file = path.toRealPath();
        return file.startsWith(Path.of(System.getProperty("java.home")).toRealPath())
                || file.getFileName().toString().endsWith(".jar");
    }

    /** Whether something may come in that nobody types. */
    boolean isPiped() {
        return piped;
    }

    /** The stream itself, for whoever reads it line by line. */
    BufferedReader lines() {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /**
     * All that comes in, waiting for its end.
     *
     * @throws CancelledException if the thread is interrupted while it waits
     * @throws UncheckedIOException if it can't be read
     */
    String readAll() {
        Reading reading = start();
        await(reading.ended, null);
        return reading.text();
    }

    /**
     * All that comes in, if its beginning does so in time; a pipe that nobody writes to must not hold anyone up.
     *
     * @return the whole; empty if nothing came in time
     */
    Optional<String> readUnlessSilentFor(Duration patience) {
        Reading reading = start();
        if (!await(reading.begun, patience)) {
            return Optional.empty();
        }
        await(reading.ended, null);
        return Optional.of(reading.text());
    }

    private Reading start() {
        Reading reading = new Reading(stream);
        // A read from a pipe can't be interrupted. The thread is a daemon, so the JVM does not wait for it.
        Thread thread = new Thread(reading, "posada-input");
        thread.setDaemon(true);
        thread.start();
        return reading;
    }

    private static boolean await(CountDownLatch latch, @Nullable Duration patience) {
        try {
            if (patience != null) {
                return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while waiting for standard input.", ErrorDetails.none(), e);
        }
    }

    private static final class Reading implements Runnable {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        private final InputStream stream;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable IOException failure;

        Reading(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public void run() {
            try {
                byte[] buffer = new byte[8192];
                int count = stream.read(buffer);
                while (count >= 0 && bytes.size() <= MOST_BYTES) {
                    bytes.write(buffer, 0, count);
                    begun.countDown();
                    count = stream.read(buffer);
                }
            } catch (IOException e) {
                failure = e;
            } finally {
                begun.countDown();
                ended.countDown();
            }
        }

        /** To be asked after the end only. */
        String text() {
            if (failure != null) {
                throw new UncheckedIOException("Can't read standard input: " + failure.getMessage(), failure);
            }
            if (bytes.size() > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "Standard input brings more than " + MOST_BYTES / 1024 / 1024 + " MiB; that is no prompt.");
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
