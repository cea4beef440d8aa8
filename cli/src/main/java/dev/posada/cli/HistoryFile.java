// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.spi.Environment;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Where the questions of earlier conversations are kept for the arrow keys. */
final class HistoryFile {
    private HistoryFile() {}

    /** The file, made if it is not there yet, and readable for its owner alone; empty where that can't be done. */
    static Optional<Path> prepare(Environment environment, Notices notices) {
        Path file = directory(environment).resolve("history");
        try {
            Files.createDirectories(file.getParent());
            create(file);
            return Optional.of(file);
        } catch (IOException | UnsupportedOperationException e) {
            notices.say("The questions are not kept for next time: can't write " + file + ".");
            return Optional.empty();
        }
    }

    private static void create(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, ownerOnly);
        } catch (FileAlreadyExistsException e) {
            // It is the one of last time.
        }
    }

    private static Path directory(Environment environment) {
        return environment
                .get("XDG_STATE_HOME")
                .or(() -> environment.get("LOCALAPPDATA"))
                .map(Path::of)
                .orElseGet(() ->
                        Path.of(environment.get("HOME").orElse(System.getProperty("user.home")), ".local", "state"))
                .resolve("posada");
    }
}
