// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs work, whatever the numbers are. */
class RoundTest {
    private static StandIn server;

    @BeforeAll
    static void start() throws IOException {
        server = new StandIn();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    static Stream<Arguments> contestants() {
        return Stream.concat(
                Stream.of(Wire.values()).map(wire -> Arguments.of(new PosadaContestant(), wire)),
                Stream.of(new HandWritten(), new RawSocket())
                        .flatMap(contestant -> Stream.of(Wire.values()).map(wire -> Arguments.of(contestant, wire))));
    }

    @ParameterizedTest
    @MethodSource("contestants")
    void takesEveryTokenAndEveryMeasure(Contestant contestant, Wire wire) {
        Round round = new Round(contestant, wire, server.port());

        assertThat(round.run(Measure.CHAT, 2)).containsKeys("p50us", "p99us", "kib", "cpuus");
        assertThat(round.run(Measure.TOKENS, 1)).containsKeys("cpuns", "bytes");
        assertThat(round.run(Measure.UNIQUE, 1)).containsKeys("cpuns", "bytes");
        assertThat(round.run(Measure.FIRST, 2)).containsKey("p50us");
        assertThat(round.run(Measure.PROMPT, 1)).containsKey("mib");
        Map<String, Double> cancelled = round.run(Measure.CANCEL, 1);
        assertThat(cancelled.get("p50ms")).isLessThan(1000);
    }
}
