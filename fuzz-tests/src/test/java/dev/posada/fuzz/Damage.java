// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A short run without Jazzer: recorded answers, damaged in always the same ways. */
public final class Damage {
    /** Keeps the whole of these runs at a few seconds. */
    private static final long BYTES_PER_RUN = 500_000;

    private static final byte[] TELLING =
            "\"\\{}[],:\n\r \0\u007f\u00ff0-.eutfn/".getBytes(StandardCharsets.ISO_8859_1);

    private Damage() {}

    /** The recorded answers of a module whose names end like this. */
    public static List<byte[]> recordings(String module, String ending) {
        Path folder = Path.of("..", module, "src/test/resources/wiremock/__files");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .map(Damage::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inputs that are kept for a class: those that Jazzer starts from, and its findings. */
    public static List<byte[]> kept(Class<?> test) {
        Path folder = Path.of("src/test/resources", test.getName().replace('.', '/') + "Inputs");
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            return files.filter(Files::isRegularFile).sorted().map(Damage::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands out what is kept for a class and the samples, and then damaged copies of these until many bytes are handed out. */
    public static void each(Class<?> test, List<byte[]> samples, Consumer<byte[]> property) {
        Random random = new Random(20260101);
        kept(test).forEach(property);
        samples.forEach(property);
        for (long bytes = 0; bytes < BYTES_PER_RUN; ) {
            byte[] damaged = damaged(samples.get(random.nextInt(samples.size())), random);
            bytes += damaged.length + 100;
            property.accept(damaged);
        }
    }

    private static byte[] damaged(byte[] sample, Random random) {
        byte[] bytes = sample.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int place = random.nextInt(bytes.length);
            int other = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[place] = (byte) random.nextInt(256);
                case 1 -> bytes[place] = TELLING[random.nextInt(TELLING.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, place);
                case 3 -> bytes = without(bytes, Math.min(place, other), Math.min(Math.max(place, other), place + 20));
                default ->
                    System.arraycopy(
                            sample,
                            Math.min(other, sample.length - 1),
                            bytes,
                            place,
                            Math.min(
                                    random.nextInt(30),
                                    Math.min(bytes.length - place, Math.max(0, sample.length - other))));
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int from, int to) {
        int end = Math.max(from, to);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - from));
        System.arraycopy(bytes, end, shorter, from, bytes.length - end);
        return shorter;
    }

    /** The bytes, coming in so many at a time. */
    public static InputStream inPortions(byte[] bytes, int size) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, size));
            }
        };
    }
}
