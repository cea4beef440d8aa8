// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.Media;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that the user names. One that can't be read is a mistake in the use of the command. */
final class UserFile {
    private UserFile() {}

    /**
     * The text of a file.
     *
     * @throws IllegalArgumentException if it can't be read
     */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The file " + file + " is no UTF-8 text.", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The picture in a file.
     *
     * @throws IllegalArgumentException if it can't be read or is of no known type
     */
    static Media media(Path file) {
        try {
            return Media.file(file);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        }
    }

    private static IllegalArgumentException unreadable(Path file, @Nullable Exception cause) {
        return cause instanceof NoSuchFileException
                ? new IllegalArgumentException("There is no file " + file + ".", cause)
                : new IllegalArgumentException("Can't read the file " + file + ": " + cause, cause);
    }
}
