// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at every running call a few dozen times a second and ends those whose time is up.
 *
 * <p>One daemon thread for all hosts of the JVM, which sleeps while no call runs. Polling costs a call nothing on its way:
 * it only writes down when it last heard from the server. It also notices interrupts, to which a blocked socket read is
 * deaf.
 */
final class Watchdog {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Set<Watched> CALLS = ConcurrentHashMap.newKeySet();
    private static volatile boolean asleep;
    private static final Thread THREAD = start();

    /** What needs looking at. */
    interface Watched {
        void check();
    }

    private Watchdog() {}

    static void watch(Watched call) {
        CALLS.add(call);
        if (asleep) {
            LockSupport.unpark(THREAD);
        }
    }

    static void forget(Watched call) {
        CALLS.remove(call);
    }

    /** Looks at all calls at once, for tests that are about to move the clock. */
    static void look() {
        CALLS.forEach(Watchdog::check);
    }

    private static Thread start() {
        Thread thread = new Thread(Watchdog::run, "posada-watchdog");
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // it outlives whichever application happened to start it
        thread.start();
        return thread;
    }

    private static void run() {
        while (true) {
            look();
            // Says that it sleeps before it looks: a call that comes after the look finds it asleep and wakes it.
            asleep = true;
            if (CALLS.isEmpty()) {
                LockSupport.park(CALLS);
            }
            asleep = false;
            LockSupport.parkNanos(CALLS, TICK_NANOS);
        }
    }

    /** A backend whose way of cutting its transport off fails must not end the timeouts of all other calls. */
    private static void check(Watched call) {
        try {
            call.check();
        } catch (RuntimeException e) {
            // asked for here only: logging costs start-up time that no chat should pay
            System.getLogger(Watchdog.class.getName()).log(Level.WARNING, "A transport could not be cut off.", e);
        }
    }
}
