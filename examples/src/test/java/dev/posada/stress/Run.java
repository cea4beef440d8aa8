// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.stress;

import dev.posada.ChatModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What came of many calls.
 *
 * @param expected how often each end had to come
 * @param ends how often it came
 */
record Run(
        Map<End, Integer> expected,
        Map<End, Integer> ends,
        double seconds,
        Threads threads,
        Heap heap,
        Connections connections) {
    private static final double MEBIBYTE = 1 << 20;

    /** The names of those before and after, and the most at a time, without those of the servers. */
    record Threads(List<String> before, int peak, List<String> after) {}

    /** Bytes in use after garbage was collected, before the first call and with the closed hosts. */
    record Heap(long before, long after) {}

    /** Those that are open when all streams have ended, and when the hosts are closed. */
    record Connections(int idle, int after) {}

    /** Makes calls, so many at a time, and closes the threads. */
    static Run of(ExecutorService readers, int atATime, int calls) {
        List<Place> places = Place.all(calls);
        List<String> threadsBefore = Leftovers.threads();
        long heapBefore = Leftovers.heapBytes();
        long start = System.nanoTime();
        Map<End, Integer> ends;
        int peak;
        try (Leftovers leftovers = new Leftovers()) {
            ends = read(places, readers, atATime, calls);
            peak = leftovers.peak();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int idle = open(places);
        places.forEach(place -> place.host().close());
        Leftovers.become(() -> open(places) == 0);
        int open = open(places);
        long heapAfter = Leftovers.heapBytes(); // with the hosts, but without the buffers of their connections
        Map<End, Integer> expected = new EnumMap<>(End.class);
        for (Place place : places) {
            place.expected().forEach((end, count) -> expected.merge(end, count, Integer::sum));
            place.server().close();
        }
        places.clear();
        Leftovers.become(() -> Leftovers.threads().size() <= threadsBefore.size());
        return new Run(
                expected,
                ends,
                seconds,
                new Threads(threadsBefore, peak, Leftovers.threads()),
                new Heap(heapBefore, heapAfter),
                new Connections(idle, open));
    }

    private static Map<End, Integer> read(List<Place> places, ExecutorService readers, int atATime, int calls) {
        List<ChatModel> models =
                places.stream().map(place -> place.host().chatModel("any")).toList();
        AtomicInteger next = new AtomicInteger();
        Map<End, Integer> ends = new EnumMap<>(End.class);
        ExecutorService others = Executors.newSingleThreadExecutor();
        List<Future<List<End>>> results = new ArrayList<>();
        for (int i = 0; i < atATime; i++) {
            results.add(readers.submit(() -> {
                Reader reader = new Reader(others);
                List<End> own = new ArrayList<>();
                for (int call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
                    own.add(reader.read(models.get(call % models.size())));
                }
                return own;
            }));
        }
        for (Future<List<End>> result : results) {
            result(result).forEach(end -> ends.merge(end, 1, Integer::sum));
        }
        readers.shutdown();
        others.shutdown();
        return ends;
    }

    private static List<End> result(Future<List<End>> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("a reader failed with what is no PosadaException", e);
        }
    }

    private static int open(List<Place> places) {
        return places.stream()
                .mapToInt(place -> place.server().openConnections())
                .sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f s, %s%n    threads: %d before, %d at the peak, %d after; heap: %.1f MiB before, %.1f MiB after; "
                        + "connections: %d idle, %d after",
                seconds,
                ends,
                threads.before().size(),
                threads.peak(),
                threads.after().size(),
                heap.before() / MEBIBYTE,
                heap.after() / MEBIBYTE,
                connections.idle(),
                connections.after());
    }
}
