// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The answers of a batch, a line each, in a file that survives a crash: a line counts once it is on the disk with its line
 * end. What a crash left of a line is cut off when the file is opened again, and its question asked again. The file is
 * locked, so that two runs can't share the work by mistake. Thread-safe.
 */
final class BatchJournal implements AutoCloseable {
    private final FileChannel file;
    private final Set<String> questions;

    private BatchJournal(FileChannel file, Set<String> questions) {
        this.file = file;
        this.questions = questions;
    }

    static BatchJournal open(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file, path);
            String text = read(file);
            String complete = text.substring(0, text.lastIndexOf('\n') + 1);
            long length = complete.getBytes(StandardCharsets.UTF_8).length;
            file.truncate(length).position(length);
            Set<String> questions = new HashSet<>();
            complete.lines().forEach(line -> questions.add(line.substring(0, line.indexOf('\t'))));
            return new BatchJournal(file, questions);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void lock(FileChannel file, Path path) throws IOException {
        try {
            FileLock lock = file.tryLock(); // goes with the channel, or with the process
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException("This program works on " + path + " already.", e);
        }
        throw new IllegalStateException("Another program works on " + path + ".");
    }

    private static String read(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // a file comes in pieces
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    synchronized boolean holds(String question) {
        return questions.contains(escaped(question));
    }

    synchronized int size() {
        return questions.size();
    }

    /** Returns once the answer is on the disk. */
    synchronized void add(String question, String answer) {
        ByteBuffer line = StandardCharsets.UTF_8.encode(escaped(question) + '\t' + escaped(answer) + '\n');
        try {
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("The answer could not be written down.", e);
        }
        questions.add(escaped(question));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
