// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.Limits;
import dev.posada.Timeouts;
import dev.posada.spi.Call;

/**
 * A call as seen by questions that come before its answer, such as whether the server is ready: their answers are not its own,
 * so its time for the first token goes on.
 *
 * @param call the call that waits
 */
record UnansweredCall(Call call) implements Call {
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
