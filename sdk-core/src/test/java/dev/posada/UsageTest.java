// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {
    @Test
    void addsUp() {
        Usage first = new Usage(10, 5, 3, 1, null);
        Usage second = new Usage(20, 7, 4, null, null);

        Usage both = first.plus(second);

        assertThat(both).isEqualTo(new Usage(30, 12, 7, 1, null));
        assertThat(both.totalTokens()).isEqualTo(42);
    }

    @Test
    void keepsWhatOnlyOneHostCounted() {
        assertThat(Usage.of(1, 2).plus(new Usage(1, 1, 4, 5, 6))).isEqualTo(new Usage(2, 3, 4, 5, 6));
        assertThat(new Usage(1, 1, 4, 5, 6).plus(Usage.unknown())).isEqualTo(new Usage(1, 1, 4, 5, 6));
    }

    @Test
    void tellsZeroFromNotCounted() {
        Usage usage = new Usage(1, 2, 0, null, 3);

        assertThat(usage.cacheReadTokens()).hasValue(0);
        assertThat(usage.cacheWriteTokens()).isEmpty();
        assertThat(usage.reasoningTokens()).hasValue(3);
    }
}
