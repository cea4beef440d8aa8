// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.Limits;
import dev.posada.Timeouts;
import dev.posada.spi.Call;

/**
 * A call as the requests see it that only make way for its answer, such as a look at how the server is: their own answers are not the
 * one that is waited for, so the time for the first token goes on. For backends. As thread-safe as the call.
 *
 * @param call the call that waits
 */
public record Probing(Call call) implements Call {
    @Override
    public Timeouts timeouts() {
        return call.timeouts();
    }

    @Override
    public Limits limits() {
        return call.limits();
    }

    @Override
    public void onCancel(Runnable cutOff) {
        call.onCancel(cutOff);
    }

    @Override
    public void connecting() {
        call.connecting();
    }

    @Override
    public void connected() {
        call.connected();
    }

    @Override
    public void answered() {
        call.progress();
    }

    @Override
    public void progress() {
        call.progress();
    }

    @Override
    public boolean isOver() {
        return call.isOver();
    }

    @Override
    public void ensureRunning() {
        call.ensureRunning();
    }
}
