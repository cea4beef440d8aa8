// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class SamplerTest {

    @Test
    void withoutTemperatureTheLikeliestTokenIsTaken() {
        Sampler sampler = new Sampler(SamplingSettings.greedy());

        assertThat(sampler.choose(scores(1, 5, 3, 5), SamplerTest::any)).isEqualTo(1);
    }

    @Test
    void tokensThatAreNotAllowedAreNeverTaken() {
        Sampler greedy = new Sampler(SamplingSettings.greedy());
        Sampler random = new Sampler(new SamplingSettings(5, 0, 1, 0, 0, 0, 1));

        assertThat(greedy.choose(scores(1, 5, 3), token -> token != 1)).isEqualTo(2);
        assertThat(drawn(random, token -> token != 1, 1, 5, 3)).containsExactly(0, 2);
    }

    @Test
    void theSameSeedDrawsTheSame() {
        SamplingSettings settings = new SamplingSettings(1, 0, 1, 0, 0, 0, 42);

        assertThat(draws(new Sampler(settings))).isEqualTo(draws(new Sampler(settings)));
    }

    @Test
    void anotherSeedDrawsOtherwise() {
        assertThat(draws(new Sampler(new SamplingSettings(1, 0, 1, 0, 0, 0, 42))))
                .isNotEqualTo(draws(new Sampler(new SamplingSettings(1, 0, 1, 0, 0, 0, 43))));
    }

    /** Fixed numbers: a seed must mean the same on every machine and in every version. */
    @Test
    void aSeedMeansTheSameForEver() {
        SplitMix random = new SplitMix(1234567);

        assertThat(random.nextShare()).isEqualTo(6457827717110365317L * 0x1p-64, within());
        assertThat(random.nextShare()).isEqualTo(3203168211198807973L * 0x1p-64, within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    @Test
    void topKLeavesTheLikeliest() {
        Sampler sampler = new Sampler(new SamplingSettings(5, 2, 1, 0, 0, 0, 1));

        assertThat(drawn(sampler, SamplerTest::any, 1, 5, 3, 4)).containsExactly(1, 3);
    }

    @Test
    void topPLeavesThoseThatHaveTheProbabilityTogether() {
        Sampler sampler = new Sampler(new SamplingSettings(5, 0, 0.9, 0, 0, 0, 1));

        assertThat(drawn(sampler, SamplerTest::any, (float) Math.log(0.6), (float) Math.log(0.35), (float)
                        Math.log(0.05)))
                .containsExactly(0, 1);
    }

    @Test
    void minPLeavesOutTheUnlikely() {
        Sampler sampler = new Sampler(new SamplingSettings(5, 0, 1, 0.5, 0, 0, 1));

        assertThat(drawn(sampler, SamplerTest::any, (float) Math.log(0.6), (float) Math.log(0.35), (float)
                        Math.log(0.05)))
                .containsExactly(0, 1);
    }

    @Test
    void aLowTemperatureFavoursTheLikeliest() {
        assertThat(share(0.1)).isGreaterThan(share(1)).isGreaterThan(0.99);
        assertThat(share(1)).isBetween(0.70, 0.76);
    }

    /** How often the likelier of two tokens is drawn, whose scores differ by one: 0.731 at temperature 1. */
    private static double share(double temperature) {
        Sampler sampler = new Sampler(new SamplingSettings(temperature, 0, 1, 0, 0, 0, 5));
        int drawn = 0;
        for (int i = 0; i < 4_000; i++) {
            drawn += sampler.choose(scores(1, 0), SamplerTest::any) == 0 ? 1 : 0;
        }
        return drawn / 4_000.0;
    }

    @Test
    void penaltiesMakeUsedTokensLessLikely() {
        Sampler presence = new Sampler(new SamplingSettings(0, 0, 1, 0, 1.5, 0, 1));
        Sampler frequency = new Sampler(new SamplingSettings(0, 0, 1, 0, 0, 0.6, 1));

        assertThat(List.of(
                        presence.choose(scores(3, 2), SamplerTest::any),
                        presence.choose(scores(3, 2), SamplerTest::any)))
                .containsExactly(0, 1);
        assertThat(List.of(
                        frequency.choose(scores(3, 2), SamplerTest::any),
                        frequency.choose(scores(3, 2), SamplerTest::any),
                        frequency.choose(scores(3, 2), SamplerTest::any)))
                .containsExactly(0, 0, 1);
    }

    @Test
    void scoresThatAreNoNumbersDoNotCount() {
        Sampler sampler = new Sampler(new SamplingSettings(1, 1, 1, 0, 0, 0, 1));

        assertThat(sampler.choose(scores(Float.NaN, 2, -1), SamplerTest::any)).isEqualTo(1);
    }

    @Test
    void negativeScoresAreOrderedToo() {
        Sampler sampler = new Sampler(new SamplingSettings(1, 2, 1, 0, 0, 0, 1));

        assertThat(drawn(sampler, SamplerTest::any, -7, -3, -5, -4)).containsExactly(1, 3);
    }

    @Test
    void nothingAllowedIsAMistake() {
        Sampler sampler = new Sampler(SamplingSettings.greedy());

        assertThatIllegalStateException().isThrownBy(() -> sampler.choose(scores(1, 2), token -> false));
    }

    private static List<Integer> draws(Sampler sampler) {
        List<Integer> draws = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            draws.add(sampler.choose(scores(1, 1.5f, 0.5f, 1.2f), SamplerTest::any));
        }
        return draws;
    }

    private static Set<Integer> drawn(Sampler sampler, IntPredicate allowed, float... scores) {
        Set<Integer> drawn = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            drawn.add(sampler.choose(scores.clone(), allowed));
        }
        return drawn;
    }

    private static float[] scores(float... scores) {
        return scores;
    }

    private static boolean any(int token) {
        return true;
    }
}
