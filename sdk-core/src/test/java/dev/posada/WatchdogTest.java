// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WatchdogTest {
    private final ManualTime time = new ManualTime();
    private final CallPolicy policy =
            CallPolicy.of("test://host").time(time).timeouts(Timeouts.defaults().total(Duration.ofSeconds(1)));

    @Test
    void goesOnWatchingAfterATransportCouldNotBeCutOff() {
        assertThatThrownBy(() -> policy.run(call -> {
                    call.onCancel(() -> {
                        throw new IllegalStateException("can't be cut off");
                    });
                    return waitUntilOver(call::isOver);
                }))
                .isInstanceOf(TimeoutException.class);

        assertThatThrownBy(() -> policy.run(call -> waitUntilOver(call::isOver)))
                .isInstanceOf(TimeoutException.class)
                .satisfies(failure ->
                        assertThat(((TimeoutException) failure).phase()).isEqualTo(TimeoutException.Phase.TOTAL));
    }

    private String waitUntilOver(BooleanSupplier over) {
        time.advance(Duration.ofSeconds(1));
        Waiting.until(over);
        throw new IllegalStateException("socket closed");
    }
}
