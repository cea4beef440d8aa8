// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an image, a document, a sound or a video, with their media type; or an address where the host can fetch
 * them. Immutable and thread-safe. The bytes are not copied when they are handed in or read, so don't change them.
 */
public final class Media {
    private final String type;
    private final byte @Nullable [] bytes;
    private final @Nullable URI address;

    private Media(String type, byte @Nullable [] bytes, @Nullable URI address) {
        this.type = Objects.requireNonNull(type, "type");
        this.bytes = bytes;
        this.address = address;
    }

    /**
     * Bytes of a given type.
     *
     * @param bytes the content
     * @param type the media type, such as {@code image/png}
     */
    public static Media of(byte[] bytes, String type) {
        return new Media(type, Objects.requireNonNull(bytes, "bytes"), null);
    }

    /**
     * Bytes whose type is read off their first bytes: PNG, JPEG, GIF, WebP, PDF, WAV, MP3, MP4 and WebM.
     *
     * @throws IllegalArgumentException if they are none of these; give the type then
     */
    public static Media of(byte[] bytes) {
        String type = MediaTypes.detect(bytes);
        if (type == null) {
            throw new IllegalArgumentException(
                    "The first bytes tell no known media type; name it: Media.of(bytes, \"image/png\").");
        }
        return of(bytes, type);
    }

    /**
     * Reads a file. Its type is read off its first bytes or, failing that, its name.
     *
     * @throws UncheckedIOException if the file can't be read
     * @throws IllegalArgumentException if neither content nor name tell the type
     */
    public static Media file(Path path) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + path + ".", e);
        }
        String type = MediaTypes.detect(bytes);
        if (type == null) {
            type = MediaTypes.ofName(path.toString().toLowerCase(Locale.ROOT));
        }
        if (type == null) {
            throw new IllegalArgumentException("Neither the content nor the name of " + path
                    + " tells its media type; name it: Media.of(bytes, type).");
        }
        return of(bytes, type);
    }

    /**
     * Content that the host fetches itself. Only some hosts do.
     *
     * @param address where the content is
     * @param type its media type
     */
    public static Media at(URI address, String type) {
        return new Media(type, null, Objects.requireNonNull(address, "address"));
    }

    /** The media type, such as {@code image/png}. */
    public String type() {
        return type;
    }

    /** The part of the media type after the slash, such as {@code png}. */
    public String subtype() {
        return type.substring(type.indexOf('/') + 1);
    }

    /** A read-only view of the bytes; empty if only an address is known. */
    public Optional<ByteBuffer> bytes() {
        return bytes == null
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    /** Where the host can fetch the content, if it is not given as bytes. */
    public Optional<URI> address() {
        return Optional.ofNullable(address);
    }

    @Override
    public String toString() {
        return bytes == null ? type + " at " + address : type + ", " + bytes.length + " bytes";
    }
}
