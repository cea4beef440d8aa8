// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks the model that is next in an order; moves on to another one when it fails, and leaves out those that keep failing. */
final class Pool<M> extends Tactic<M> {
    /**
     * When to move on, and when to leave a model out.
     *
     * @param movesOn on which failures the next model is asked
     * @param failures after how many of them in a row a model is left out
     * @param pause for how long
     */
    record Rules(Predicate<PosadaException> movesOn, int failures, Duration pause, TimeSource time) {
        static final Rules DEFAULTS =
                new Rules(Rules::mayBeOneHostOnly, 3, Duration.ofSeconds(30), TimeSource.system());

        Rules {
            if (failures < 1 || pause.isNegative()) {
                throw new IllegalArgumentException("A model is left out after one failure or more, for no negative"
                        + " time, and not after " + failures + " for " + pause + ".");
            }
        }

        Rules movesOn(Predicate<PosadaException> when) {
            return new Rules(when, failures, pause, time);
        }

        Rules leaveOut(int after, Duration howLong) {
            return new Rules(movesOn, after, howLong, time);
        }

        Rules time(TimeSource clock) {
            return new Rules(movesOn, failures, pause, clock);
        }

        private static boolean mayBeOneHostOnly(PosadaException failure) {
            return failure.isRetryable()
                    || failure instanceof HostUnavailableException
                    || failure instanceof ModelNotFoundException;
        }
    }

    /** Which of several healthy models is asked. */
    enum Order {
        FIRST,
        ROUND_ROBIN,
        LEAST_IN_FLIGHT
    }

    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final Rules rules;
    private final Order order;
    private final List<Member> members;

    /**
     * Models with equal rights.
     *
     * @param order which of several healthy models is asked
     * @param weights how much of the work each model shall get, relative to the others
     */
    Pool(List<M> models, Rules rules, Order order, int... weights) {
        super(models, rules.time());
        this.rules = rules;
        this.order = order;
        this.members = IntStream.range(0, models.size())
                .mapToObj(index -> new Member(index, index < weights.length ? weights[index] : 1))
                .toList();
    }

    /** One model of the pool; guarded by the pool. */
    static final class Member {
        private final int index;
        private final int weight;
        private double turn;
        private int inFlight;
        private int failures;
        private boolean out;
        private long outUntil;
        private @Nullable String lastFailure;

        Member(int index, int weight) {
            this.index = index;
            this.weight = weight;
        }

        boolean isOut(long now) {
            return out && now - outUntil < 0;
        }
    }

    /** The lower, the sooner asked. */
    private double rank(Member member) {
        return switch (order) {
            case FIRST -> member.index;
            case ROUND_ROBIN -> -member.turn;
            case LEAST_IN_FLIGHT -> (member.inFlight + 1.0) / member.weight;
        };
    }

    @Override
    boolean sharesFirstToken() {
        return false;
    }

    @Override
    synchronized int pick(Course<M> course) {
        long now = time.nanoTime();
        List<Member> candidates = members.stream()
                .filter(member -> !course.hasTried(member.index))
                .toList();
        List<Member> healthy =
                candidates.stream().filter(member -> !member.isOut(now)).toList();
        if (!healthy.isEmpty()) {
            candidates = healthy; // those that are out are asked when all others have failed
        }
        Member best = candidates.get(0);
        int weights = 0;
        for (Member member : candidates) {
            weights += member.weight;
            member.turn += member.weight;
        }
        for (Member member : candidates) {
            int better = Double.compare(rank(member), rank(best));
            best = better < 0 || (better == 0 && member.turn > best.turn) ? member : best;
        }
        best.turn -= weights;
        best.inFlight++;
        if (best.out) {
            best.outUntil = now + nanos(rules.pause()); // this call finds out; others go elsewhere meanwhile
        }
        return best.index;
    }

    @Override
    boolean triesAgain(Course<M> course, PosadaException failure) {
        return rules.movesOn().test(failure) && course.failures().size() < members.size();
    }

    @Override
    synchronized void begun(Course<M> course, int index) {
        Member member = members.get(index);
        String skipped = skipped(course, index);
        member.out = false;
        if (!skipped.isEmpty()) {
            course.warnings()
                    .add(new ChatWarning(
                            ChatWarning.FALLBACK, named(index) + " answers, because others did not: " + skipped));
        }
    }

    private String skipped(Course<M> course, int picked) {
        StringBuilder text = new StringBuilder();
        int failure = 0;
        for (int index : course.tried()) {
            if (index != picked) {
                text.append(named(index))
                        .append(" failed: ")
                        .append(course.failures().get(failure++).getMessage());
                text.append(' ');
            }
        }
        for (Member member : members) {
            boolean before = order == Order.FIRST && member.index < picked && !course.hasTried(member.index);
            if (before && member.out && member.lastFailure != null) {
                text.append(named(member.index))
                        .append(" was left out after failing: ")
                        .append(member.lastFailure);
                text.append(' ');
            }
        }
        return text.toString().strip();
    }

    private String named(int index) {
        M model = models.get(index);
        if (model instanceof ChatModel chat) {
            return chat.name() + " at " + chat.host().uri();
        }
        return model instanceof EmbeddingModel embedder
                ? embedder.name() + " at " + embedder.host().uri()
                : "Model " + (index + 1);
    }

    @Override
    void ended(Course<M> course, int index, @Nullable Throwable failure, @Nullable Usage usage) {
        Member member = members.get(index);
        synchronized (this) {
            member.inFlight--; // first: the caller's rule, which may throw, is asked below
            if (usage != null) {
                member.failures = 0;
            }
        }
        if (failure instanceof PosadaException known
                && !(known instanceof CancelledException)
                && rules.movesOn().test(known)) {
            count(known, member);
        }
    }

    private synchronized void count(PosadaException failure, Member member) {
        member.failures++;
        member.lastFailure = failure.getMessage();
        boolean toldToStayAway = failure.retryAfter().isPresent();
        if (toldToStayAway || member.failures >= rules.failures()) {
            member.out = true;
            member.outUntil = time.nanoTime() + nanos(failure.retryAfter().orElse(rules.pause()));
        }
    }

    private static long nanos(Duration pause) {
        return (pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause).toNanos();
    }
}
