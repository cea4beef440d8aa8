// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Call;
import dev.posada.spi.EventSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The answer of a host, pulled from a backend's source; it owns the guarantees of a stream. */
final class HostFeed implements EventFeed {
    private final CallPolicy policy;
    private final Function<Call, EventSource> opener;
    private final CallDriver<EventSource> driver;

    // Only the reading thread touches these.
    private @Nullable Answer answer;
    private @Nullable RuntimeException failure;
    private boolean answered;

    HostFeed(CallPolicy policy, Function<Call, EventSource> opener) {
        this.policy = policy;
        this.driver = new CallDriver<>(policy, this::open, this::advance, () -> !answer().hasBegun());
        this.opener = opener;
    }

    @Override
    public @Nullable Object next() {
        Answer pieces = answer;
        Object event = pieces == null || driver.isCancelled() ? null : pieces.poll();
        return event == null ? await() : event;
    }

    @Override
    public void cancel() {
        driver.cancel();
    }

    private @Nullable Object await() {
        if (failure != null) {
            throw failure;
        }
        Answer pieces = answer();
        if (pieces.isHandedOut()) {
            driver.closeSource();
            return null;
        }
        try {
            if (driver.isCancelled() && pieces.isFinished()) {
                throw driver.running().cancellation(null); // the answer came in whole, but the caller did not want it
            }
            do {
                driver.read();
            } while (!pieces.hasEvents());
        } catch (RuntimeException e) {
            fail(e, pieces);
        }
        if (pieces.isFinished()) {
            driver.finish();
        }
        Object event = pieces.poll();
        if (event == null && failure != null) {
            throw failure;
        }
        return event;
    }

    private Answer answer() {
        Answer pieces = answer;
        if (pieces == null) {
            RunningCall running = driver.running();
            pieces = new Answer(policy.model(), policy.limits().bodyBytes(), running::nanosSinceStart);
            answer = pieces;
        }
        return pieces;
    }

    private EventSource open(Call call) {
        answer().startOver();
        return opener.apply(call);
    }

    private boolean advance(EventSource source) {
        Answer pieces = answer();
        boolean more;
        try {
            more = source.advance(pieces);
        } catch (HostUnavailableException e) {
            // A connection that breaks under an answer is no longer a host that can't be reached.
            throw e.reason() == HostUnavailableException.Reason.RESET ? brokenOff(pieces, e) : e;
        }
        if (!answered && pieces.hasBegun()) {
            answered = true;
            driver.running().answered();
        }
        if (!more && !pieces.isFinished()) {
            throw brokenOff(pieces, null);
        }
        return more;
    }

    private StreamInterruptedException brokenOff(Answer pieces, @Nullable Throwable cause) {
        String message = "The answer of " + policy.model() + " at " + policy.host()
                + " broke off: the connection ended before the answer was complete"
                + (pieces.hasBegun() ? "; only a part of it had arrived." : "; nothing had arrived.");
        return new StreamInterruptedException(message, ErrorDetails.none(), cause);
    }

    /** Events that came in before the failure are still handed out first, unless the caller has cancelled. */
    private void fail(RuntimeException reason, Answer pieces) {
        driver.finish();
        if (reason instanceof PosadaException known) {
            policy.complete(known, pieces.textSoFar());
        }
        failure = reason;
        if (reason instanceof CancelledException) {
            pieces.dropEvents();
        }
    }
}
