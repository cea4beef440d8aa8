// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.Limit;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;

/**
 * Asks many questions, a few at a time, and takes up where it stopped: end it in the middle, even with {@code kill -9}, and
 * start it again.
 *
 * <p>Arguments: a host URI, the journal that the answers go to, and a file with a question per line. Without them the demo
 * model answers a few questions into a journal that is then deleted.
 */
public final class Example14Batch {
    private static final int AT_ONCE = 4;

    private Example14Batch() {}

    /** Runs the example. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny";
        if (args.length == 3) {
            end(run(uri, Path.of(args[1]), Files.readAllLines(Path.of(args[2]))));
            return;
        }
        Path journal = Files.createTempFile("posada-batch", ".journal");
        int failed;
        try {
            failed = run(uri, journal, List.of("What is Ollama?", "What is Bedrock?", "What does a GPU server cost?"));
            Files.readAllLines(journal).forEach(System.out::println);
        } finally {
            Files.delete(journal);
        }
        end(failed);
    }

    private static void end(int failed) {
        if (failed > 0) {
            System.exit(1);
        }
    }

    private static int run(String uri, Path file, List<String> questions) throws IOException, InterruptedException {
        Limit limit = Limit.concurrent(AT_ONCE).requestsPerMinute(600);
        RetryPolicy patience = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(1));

        try (BatchJournal journal = BatchJournal.open(file);
                ChatModel host = ChatModel.open(uri)) {
            ChatModel model = patience.over(limit.over(host));
            List<String> open = questions.stream()
                    .distinct()
                    .filter(question -> !journal.holds(question))
                    .toList();
            int failed = askAll(model, open, journal);
            System.out.println(
                    open.size() - failed + " answered now, " + failed + " failed, " + journal.size() + " in " + file);
            return failed;
        }
    }

    private static int askAll(ChatModel model, List<String> questions, BatchJournal journal)
            throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try (ProgressBar bar = new ProgressBar("Questions", questions.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (String question : questions) {
                running.add(workers.submit(() -> {
                    journal.add(question, model.chat(question).text());
                    bar.step();
                }));
            }
            return failuresOf(running);
        } finally {
            workers.shutdownNow(); // an interrupt ends the calls that still run
        }
    }

    private static int failuresOf(List<Future<?>> running) throws InterruptedException {
        int failures = 0;
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UncheckedIOException full) {
                    throw full; // without a journal there is no point in going on
                }
                if (!(e.getCause() instanceof PosadaException)) {
                    throw new IllegalStateException(e.getCause());
                }
                System.err.println(e.getCause().getMessage());
                failures++;
            }
        }
        return failures;
    }
}
