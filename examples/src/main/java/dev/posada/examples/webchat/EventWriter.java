// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.webchat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes events to the browser, one JSON object a line. Thread-safe.
 *
 * <p>A server only notices that the browser has gone when it writes, and before the first token there may be nothing to write
 * for minutes. So an empty line goes out every two seconds, and where that fails the answer is stopped.
 */
final class EventWriter implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_BETWEEN_SIGNS = 2;

    private final OutputStream out;
    private final Runnable whenGone;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);

    EventWriter(OutputStream out, Runnable whenGone, Executor threads) {
        this.out = out;
        this.whenGone = whenGone;
        threads.execute(this::keepLooking);
    }

    void send(String type, Map<String, ?> fields) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.putAll(fields);
        try {
            write(JSON.writeValueAsString(event) + "\n");
        } catch (IOException e) {
            whenGone.run();
        }
    }

    private void write(String line) throws IOException {
        lock.lock();
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    private void keepLooking() {
        try {
            while (!closed.await(SECONDS_BETWEEN_SIGNS, TimeUnit.SECONDS)) {
                write("\n");
            }
        } catch (IOException e) {
            whenGone.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
