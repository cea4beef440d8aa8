// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {
    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a, image/png",
        "ffd8ffe000104a46, image/jpeg",
        "474946383961, image/gif",
        "524946460000000057454250, image/webp",
        "524946460000000057415645, audio/wav",
        "255044462d312e37, application/pdf",
        "494433030000, audio/mpeg",
        "fffb9000, audio/mpeg",
        "00000018667479706d703432, video/mp4",
        "1a45dfa3, video/webm",
    })
    void tellsTheTypeByTheFirstBytes(String hex, String type) {
        assertThat(Media.of(HexFormat.of().parseHex(hex)).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"''", "00", "8950", "52494646000000004156492e", "68656c6c6f"})
    void asksForTheTypeOfBytesThatDoNotTell(String hex) {
        assertThatThrownBy(() -> Media.of(HexFormat.of().parseHex(hex)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name it: Media.of(bytes, \"image/png\")");
    }

    @Test
    void believesTheContentOfAFileMoreThanItsName() throws IOException {
        Path misnamed = file("picture.png", HexFormat.of().parseHex("ffd8ffe0"));

        Media media = Media.file(misnamed);

        assertThat(media.type()).isEqualTo("image/jpeg");
        assertThat(media.subtype()).isEqualTo("jpeg");
        assertThat(media.bytes().orElseThrow().remaining()).isEqualTo(4);
        assertThat(media.address()).isEmpty();
    }

    @Test
    void tellsTheTypeByTheNameOfAFileIfItsContentDoesNot() throws IOException {
        byte[] text = "a,b".getBytes(StandardCharsets.UTF_8);

        assertThat(Media.file(file("Table.CSV", text)).type()).isEqualTo("text/csv");
        assertThat(Media.file(file("notes.md", text)).type()).isEqualTo("text/markdown");
    }

    @Test
    void asksForTheTypeOfAFileThatDoesNotTell() throws IOException {
        Path unknown = file("data.bin", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> Media.file(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data.bin tells its media type");
    }

    @Test
    void saysWhichFileItCanNotRead() {
        Path missing = folder.resolve("missing.png");

        assertThatThrownBy(() -> Media.file(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing.png");
    }

    @Test
    void handsItsBytesOutForReadingOnly() {
        Media media = Media.of(new byte[] {1, 2}, "application/octet-stream");

        assertThat(media.bytes().orElseThrow().isReadOnly()).isTrue();
        assertThat(media).hasToString("application/octet-stream, 2 bytes");
    }

    @Test
    void mayBeAnAddress() {
        Media media = Media.at(URI.create("https://example.org/cat.png"), "image/png");

        assertThat(media.address()).hasValue(URI.create("https://example.org/cat.png"));
        assertThat(media.bytes()).isEmpty();
        assertThat(media).hasToString("image/png at https://example.org/cat.png");
    }
}
