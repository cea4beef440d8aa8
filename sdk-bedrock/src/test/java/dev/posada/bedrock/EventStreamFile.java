// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * The bytes of streams. Beside each stub {@code X.eventstream} lies {@code X.events}, its frames in words: a line for each,
 * {@code event contentBlockDelta {…}}, {@code exception throttlingException {…}} or {@code error CODE message}. Running this
 * class encodes them all with AWS's own library.
 */
final class EventStreamFile {
    private static final String FOLDER = "/wiremock/__files/";

    private EventStreamFile() {}

    /** Encodes the stubs in a folder. */
    public static void main(String[] folder) throws IOException {
        try (var files = Files.list(Path.of(folder[0]))) {
            for (Path words :
                    files.filter(file -> file.toString().endsWith(".events")).toList()) {
                Path target = Path.of(words.toString().replaceFirst("events$", "eventstream"));
                Files.write(target, encode(Files.readString(words)));
            }
        }
    }

    /** The bytes of a stub. */
    static byte[] bytes(String name) {
        return read(name + ".eventstream");
    }

    /** All stubs, by name. */
    static List<String> names() {
        try (var files = Files.list(Path.of("src/test/resources" + FOLDER))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".eventstream"))
                    .map(name -> name.replace(".eventstream", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The frames of a stub, in words. */
    static List<String> words(String name) {
        return new String(read(name + ".events"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The bytes that the words beside a stub mean. */
    static byte[] encoded(String name) {
        return encode(new String(read(name + ".events"), StandardCharsets.UTF_8));
    }

    private static byte[] read(String file) {
        try (InputStream stream = EventStreamFile.class.getResourceAsStream(FOLDER + file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Frames in words as bytes. */
    static byte[] encode(String words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        words.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> frame(line).encode(bytes));
        return bytes.toByteArray();
    }

    private static Message frame(String line) {
        String[] parts = line.split(" ", 3);
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        if (parts[0].equals("error")) {
            headers.put(":error-code", HeaderValue.fromString(parts[1]));
            headers.put(":error-message", HeaderValue.fromString(parts[2]));
            headers.put(":message-type", HeaderValue.fromString("error"));
            return new Message(headers, new byte[0]);
        }
        headers.put(":" + parts[0] + "-type", HeaderValue.fromString(parts[1]));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(":message-type", HeaderValue.fromString(parts[0]));
        return new Message(headers, parts[2].getBytes(StandardCharsets.UTF_8));
    }
}
