// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import dev.posada.spi.Recognition;
import dev.posada.spi.Recognition.Certainty;
import dev.posada.spi.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what servers are, by asking each backend whether they are its own.
 *
 * <p>A server's log should not fill with paths that it does not know. So the backend whose usual port it is asks first, and
 * the others only if that one does not recognise it.
 */
final class HostDetection {
    /** What the second round of questions gets at least, however long the first has taken. */
    private static final int LEAST_SHARE = 4;

    private final List<HostProvider> providers;
    private final Environment environment;
    private final Duration limit;

    /**
     * A detection that has not begun.
     *
     * @param limit how long it may take
     */
    HostDetection(List<HostProvider> providers, Environment environment, Duration limit) {
        this.providers = providers.stream()
                .sorted(Comparator.comparing(HostProvider::scheme))
                .toList();
        this.environment = environment;
        this.limit = limit;
    }

    /** What runs on this machine. */
    List<DiscoveredHost> discover() {
        List<Inquiry<List<DiscoveredHost>>> searches = new ArrayList<>();
        for (ServerAddress address : usualAddresses()) {
            searches.add(Inquiry.start(() -> whatever(address)));
        }
        for (HostProvider provider : providers) {
            searches.add(Inquiry.start(() -> provider.discover(environment, limit)));
        }
        Map<String, DiscoveredHost> found = new LinkedHashMap<>();
        for (Inquiry<List<DiscoveredHost>> search : searches) {
            // Each search keeps to its limit; this one is for backends that don't.
            search.await(limit.multipliedBy(2), "this machine").forEach(host -> found.putIfAbsent(host.uri(), host));
        }
        return List.copyOf(found.values());
    }

    private List<ServerAddress> usualAddresses() {
        Map<ServerAddress, ServerAddress> addresses = new LinkedHashMap<>();
        for (HostProvider provider : providers) {
            for (String url : provider.usualAddresses(environment)) {
                ServerAddress address = ServerAddress.parse(url);
                addresses.putIfAbsent(address.canonical(), address);
            }
        }
        return List.copyOf(addresses.values());
    }

    /** That nothing answers at an address where something might is no failure of a search. */
    private List<DiscoveredHost> whatever(ServerAddress address) {
        try {
            return detect(address).stream().toList();
        } catch (HostUnavailableException | TimeoutException | AuthenticationException e) {
            return List.of();
        }
    }

    /**
     * What answers at an address.
     *
     * @throws PosadaException if nothing does, or it tells nothing without a key
     */
    Optional<DiscoveredHost> detect(ServerAddress address) {
        long start = System.nanoTime();
        List<HostProvider> atHome = new ArrayList<>();
        List<HostProvider> strangers = new ArrayList<>();
        for (HostProvider provider : providers) {
            List<String> homes = provider.usualAddresses(environment);
            if (!homes.isEmpty()) {
                (isAmong(homes, address.port()) ? atHome : strangers).add(provider);
            }
        }

        Verdict verdict = new Verdict(address, limit);
        ask(atHome, address, limit, verdict);
        if (verdict.isOwn() || verdict.nobodyAnswers()) {
            return verdict.host();
        }
        Duration left = limit.minusNanos(System.nanoTime() - start);
        Duration least = limit.dividedBy(LEAST_SHARE);
        ask(strangers, address, left.compareTo(least) < 0 ? least : left, verdict);
        return verdict.host();
    }

    private static boolean isAmong(List<String> addresses, int port) {
        return addresses.stream().anyMatch(usual -> ServerAddress.parse(usual).port() == port);
    }

    private void ask(List<HostProvider> backends, ServerAddress address, Duration time, Verdict verdict) {
        List<Inquiry<Optional<Recognition>>> inquiries = backends.stream()
                .map(backend -> Inquiry.start(() -> backend.recognise(address.url(), environment, time)))
                .toList();
        long start = System.nanoTime();
        for (Inquiry<Optional<Recognition>> inquiry : inquiries) {
            Duration left = time.minusNanos(System.nanoTime() - start);
            try {
                verdict.add(inquiry.await(left.isNegative() ? Duration.ZERO : left, address));
            } catch (HostUnavailableException | TimeoutException | AuthenticationException e) {
                verdict.add(e);
            }
        }
    }

    /** What the backends said so far. */
    private static final class Verdict {
        private final ServerAddress address;
        private final Duration limit;
        private @Nullable Recognition best;
        private @Nullable PosadaException failure;
        private boolean answered;

        Verdict(ServerAddress address, Duration limit) {
            this.address = address;
            this.limit = limit;
        }

        void add(Optional<Recognition> claim) {
            answered = true;
            claim.filter(recognition -> best == null || recognition.certainty().compareTo(best.certainty()) > 0)
                    .ifPresent(recognition -> best = recognition);
        }

        /** That it wants a key says more than that it did not answer one of the questions. */
        void add(PosadaException reason) {
            boolean wantsKey = reason instanceof AuthenticationException;
            answered |= wantsKey;
            if (failure == null || wantsKey) {
                failure = reason;
            }
        }

        boolean isOwn() {
            return best != null && best.certainty() != Certainty.COMPATIBLE;
        }

        boolean nobodyAnswers() {
            return failure != null && !answered;
        }

        Optional<DiscoveredHost> host() {
            if (best != null) {
                return Optional.of(best.host());
            }
            if (failure != null && (!answered || failure instanceof AuthenticationException)) {
                throw unbiased(failure);
            }
            return Optional.empty();
        }

        /** The backends speak of their own kind of server, which this may not be. */
        private PosadaException unbiased(PosadaException reason) {
            if (reason instanceof AuthenticationException) {
                return new AuthenticationException(
                        "The server at " + address
                                + " tells nothing without a key, not even what it is. Open it as what it"
                                + " is, for example as " + example() + ", with the key in POSADA_API_KEY.",
                        reason.details(),
                        reason);
            }
            if (reason instanceof HostUnavailableException unavailable) {
                return new HostUnavailableException(
                        unavailable.reason(),
                        "No server answers at " + address + " (" + unavailable.reason()
                                + "). Is it running, and is the address right?",
                        reason.details(),
                        reason);
            }
            return new TimeoutException(
                    TimeoutException.Phase.TOTAL,
                    "Nothing at " + address + " answered within " + Durations.text(limit)
                            + ". Is it a server of models, and is it well?",
                    reason.details(),
                    reason);
        }

        private String example() {
            return (address.tls() ? "openai+https://" : "openai://") + address.host() + ":" + address.port();
        }
    }

    /** A question that is asked in a thread of its own. */
    private static final class Inquiry<T> {
        /** What a backend may take beyond its limit to notice that it has passed. */
        private static final Duration GRACE = Duration.ofMillis(200);

        private final CompletableFuture<T> answer = new CompletableFuture<>();

        static <T> Inquiry<T> start(Supplier<T> question) {
            Inquiry<T> inquiry = new Inquiry<>();
            Threads.start("posada-detection", () -> inquiry.ask(question));
            return inquiry;
        }

        private void ask(Supplier<T> question) {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }

        /**
         * Waits no longer than it may take: a look-up of a name can't be cut off, so backends may come late.
         *
         * @param place what is asked, for the message
         */
        T await(Duration time, Object place) {
            try {
                return answer.get(time.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                String message = "No answer came from " + place + " in time. Is a server running there?";
                throw new TimeoutException(TimeoutException.Phase.TOTAL, message, ErrorDetails.none(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                String message = "The thread was interrupted while it waited for " + place + ".";
                throw new CancelledException(message, ErrorDetails.none(), e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw (Error) e.getCause();
            }
        }
    }
}
