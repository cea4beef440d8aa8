// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.ChatEvent;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.PosadaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that look like an earlier one are read a short way; a caller must not be able to tell. */
class OllamaShortWayTest {
    private static final String PIECES = "{}[]\",:\\\n 0u\u00e9\u0000";

    static List<String> recordings() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/wiremock/__files"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("chat-") && name.endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void agreesWithTheLongWayOnARecording(String name) {
        byte[] bytes = Recording.bytes(name);

        assertThat(told(bytes, true)).isEqualTo(told(bytes, false));
    }

    @Test
    void agreesWithTheLongWayOnRecordingsWithRandomFaults() throws IOException {
        List<String> names = recordings();
        Random random = new Random(20261124);

        for (int round = 0; round < 4000; round++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] bytes = faulty(repeated(Recording.bytes(name), random), random);

            assertThat(told(bytes, true)).as("round %d, %s", round, name).isEqualTo(told(bytes, false));
        }
    }

    /** Most frames twice or more, so that there is an earlier one to look like. */
    private static byte[] repeated(byte[] bytes, Random random) {
        StringBuilder all = new StringBuilder();
        for (String frame : new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)", -1)) {
            all.append(frame.repeat(frame.contains("\"done\":true") ? 1 : 1 + random.nextInt(3)));
        }
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] faulty(byte[] bytes, Random random) {
        byte[] faulty = bytes.clone();
        for (int faults = random.nextInt(4); faults > 0 && faulty.length > 1; faults--) {
            int place = random.nextInt(faulty.length);
            switch (random.nextInt(3)) {
                case 0 -> faulty[place] = (byte) PIECES.charAt(random.nextInt(PIECES.length()));
                case 1 -> faulty[place] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    int target = random.nextInt(place + 1);
                    System.arraycopy(faulty, place, faulty, target, faulty.length - place);
                }
            }
        }
        boolean breaksOff = random.nextInt(4) == 0;
        return breaksOff ? Arrays.copyOf(faulty, random.nextInt(faulty.length + 1)) : faulty;
    }

    /** All that a caller can see, but the times, and the ids that are made up for calls without one. */
    private static String told(byte[] bytes, boolean learns) {
        List<Object> told = new ArrayList<>();
        try (ChatStream stream = Recording.stream(new ByteArrayInputStream(bytes), learns)) {
            for (ChatEvent event : stream) {
                told.add(event instanceof ChatEvent.Finished finished ? parts(finished.response()) : event);
            }
        } catch (PosadaException e) {
            told.add(e.getClass());
            told.add(e.getMessage());
            told.add(e.partialText());
        }
        return told.toString().replaceAll("id=call_[0-9a-z]+", "id=made-up");
    }

    private static List<Object> parts(ChatResponse response) {
        return List.of(
                response.message(),
                response.finishReason(),
                response.rawFinishReason(),
                response.model(),
                response.id(),
                response.usage(),
                response.timings().toString().replaceAll("firstToken=.*", ""),
                response.warnings(),
                response.logprobs(),
                response.extra());
    }
}
