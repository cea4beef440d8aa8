// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.HostUnavailableException.Reason;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import dev.posada.spi.Recognition;
import dev.posada.spi.Recognition.Certainty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class HostDetectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Environment environment = Environment.of(Map.of());
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void believesTheBackendThatIsSurest() {
        HostDetection detection = detection(
                new Backend("openai", "http://localhost:8000", url -> claim("openai", Certainty.COMPATIBLE)),
                new Backend("lmstudio", "http://localhost:1234", url -> claim("lmstudio", Certainty.NAMED)),
                new Backend("ollama", "http://localhost:11434", url -> claim("ollama", Certainty.LIKELY)));

        Optional<DiscoveredHost> host = detection.detect(ServerAddress.parse("http://gpu-box:9000"));

        assertThat(host).map(DiscoveredHost::kind).contains("lmstudio");
        assertThat(asked).containsExactlyInAnyOrder("openai", "lmstudio", "ollama");
    }

    @Test
    void asksNobodyElseWhenTheBackendOfThatPortKnowsTheServer() {
        HostDetection detection = detection(
                new Backend("lmstudio", "http://localhost:1234", url -> claim("lmstudio", Certainty.LIKELY)),
                new Backend("ollama", "http://localhost:11434", url -> claim("ollama", Certainty.NAMED)));

        Optional<DiscoveredHost> host = detection.detect(ServerAddress.parse("http://gpu-box:1234"));

        assertThat(host).map(DiscoveredHost::kind).contains("lmstudio");
        assertThat(asked).containsExactly("lmstudio");
    }

    @Test
    void asksTheOthersWhenTheServerOnlySpeaksACommonWire() {
        HostDetection detection = detection(
                new Backend("openai", "http://localhost:8000", url -> claim("openai", Certainty.COMPATIBLE)),
                new Backend("llamacpp", "http://localhost:8080", url -> claim("llamacpp", Certainty.NAMED)));

        Optional<DiscoveredHost> host = detection.detect(ServerAddress.parse("http://localhost:8000"));

        assertThat(host).map(DiscoveredHost::kind).contains("llamacpp");
        assertThat(asked).containsExactly("openai", "llamacpp");
    }

    @Test
    void isSilentAboutAServerThatNobodyKnows() {
        HostDetection detection = detection(
                new Backend("ollama", "http://localhost:11434", url -> Optional.empty()),
                new Backend("openai", "http://localhost:8000", HostDetectionTest::refused));

        assertThat(detection.detect(ServerAddress.parse("http://localhost:9000")))
                .isEmpty();
    }

    @Test
    void asksNobodyElseWhereNothingListens() {
        HostDetection detection = detection(
                new Backend("lmstudio", "http://localhost:1234", HostDetectionTest::refused),
                new Backend("ollama", "http://localhost:11434", HostDetectionTest::refused));

        assertThatThrownBy(() -> detection.detect(ServerAddress.parse("http://localhost:1234")))
                .hasMessageContaining("http://localhost:1234")
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.REFUSED));
        assertThat(asked).containsExactly("lmstudio");
    }

    @Test
    void doesNotAskABackendThatHasNoServers() {
        HostDetection detection = detection(
                new Backend("lmstudio", "http://localhost:1234", HostDetectionTest::refused), new NoServers());

        assertThatThrownBy(() -> detection.detect(ServerAddress.parse("http://localhost:9000")))
                .isInstanceOf(HostUnavailableException.class);
        assertThat(asked).containsExactly("lmstudio");
    }

    @Test
    void saysThatAKeyIsNeededWhereNoBackendIsToldMore() {
        HostDetection detection = detection(
                new Backend("ollama", "http://localhost:11434", HostDetectionTest::refused),
                new Backend("openai", "http://localhost:8000", HostDetectionTest::wantsKey),
                new Backend("lmstudio", "http://localhost:1234", url -> Optional.empty()));

        assertThatThrownBy(() -> detection.detect(ServerAddress.parse("https://gpu.example.org")))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("https://gpu.example.org:443")
                .hasMessageContaining("POSADA_API_KEY");
    }

    @Test
    void takesAServerThatWantsAKeyForWhatItCallsItself() {
        HostDetection detection = detection(
                new Backend("openai", "http://localhost:8000", HostDetectionTest::wantsKey),
                new Backend("lmstudio", "http://localhost:1234", url -> claim("lmstudio", Certainty.NAMED)));

        assertThat(detection.detect(ServerAddress.parse("https://gpu.example.org")))
                .map(DiscoveredHost::kind)
                .contains("lmstudio");
    }

    @Test
    void doesNotWaitForABackendThatComesTooLate() {
        CountDownLatch never = new CountDownLatch(1);
        HostDetection detection = new HostDetection(
                List.of(
                        new Backend("ollama", "http://localhost:11434", url -> claim("ollama", Certainty.LIKELY)),
                        new Backend("slow", "http://localhost:9999", url -> awaitIn(never))),
                environment,
                Duration.ofMillis(500));

        Optional<DiscoveredHost> host = detection.detect(ServerAddress.parse("http://localhost:9000"));

        never.countDown();
        assertThat(host).map(DiscoveredHost::kind).contains("ollama");
    }

    @Test
    void saysThatNothingAnsweredWhenABackendOnlyWaits() {
        CountDownLatch never = new CountDownLatch(1);
        HostDetection detection = new HostDetection(
                List.of(new Backend("slow", "http://localhost:9999", url -> awaitIn(never))),
                environment,
                Duration.ofMillis(20));

        assertThatThrownBy(() -> detection.detect(ServerAddress.parse("http://localhost:9999")))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("http://localhost:9999");
        never.countDown();
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        CountDownLatch never = new CountDownLatch(1);
        HostDetection detection = detection(new Backend("slow", "http://localhost:9999", url -> awaitIn(never)));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> detection.detect(ServerAddress.parse("http://localhost:9999")))
                .isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    @Test
    void doesNotHideABackendsOwnMistake() {
        HostDetection detection = detection(new Backend("broken", "http://localhost:9999", url -> {
            throw new IllegalStateException("a mistake");
        }));

        assertThatThrownBy(() -> detection.detect(ServerAddress.parse("http://localhost:9999")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a mistake");
    }

    @Test
    void discoversWhatAnswersAtAnyUsualAddress() {
        HostDetection detection = detection(
                new Backend(
                        "ollama",
                        "http://localhost:11434",
                        url -> url.endsWith(":11434") ? claim("ollama", Certainty.LIKELY) : refused(url)),
                new Backend("lmstudio", "http://localhost:1234", HostDetectionTest::refused),
                new Backend(
                        "openai",
                        "http://localhost:8000",
                        url -> url.endsWith(":8000") ? claim("openai", Certainty.COMPATIBLE) : refused(url)));

        List<DiscoveredHost> hosts = detection.discover();

        assertThat(hosts).extracting(DiscoveredHost::kind).containsExactly("ollama", "openai");
    }

    @Test
    void asksAServerOnceWhoseAddressIsWrittenInTwoWays() {
        HostDetection detection = detection(
                new Backend("a", "http://127.0.0.1:9000", url -> claim("a", Certainty.LIKELY)),
                new Backend("b", "http://localhost:9000", url -> claim("b", Certainty.COMPATIBLE)));

        List<DiscoveredHost> hosts = detection.discover();

        assertThat(hosts).extracting(DiscoveredHost::kind).containsExactly("a");
        assertThat(asked).containsExactlyInAnyOrder("a", "b");
    }

    private HostDetection detection(HostProvider... providers) {
        return new HostDetection(List.of(providers), environment, LIMIT);
    }

    private static Optional<Recognition> claim(String kind, Certainty certainty) {
        DiscoveredHost host = new DiscoveredHost(kind + "://found", kind, null, List.of(), List.of(), false);
        return Optional.of(new Recognition(certainty, host));
    }

    private static Optional<Recognition> refused(String url) {
        throw new HostUnavailableException(Reason.REFUSED, "Nothing listens at " + url, ErrorDetails.none(), null);
    }

    private static Optional<Recognition> wantsKey(String url) {
        throw new AuthenticationException("A key is wanted at " + url, ErrorDetails.none(), null);
    }

    private static Optional<Recognition> awaitIn(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static final class NoServers implements HostProvider {
        @Override
        public String scheme() {
            return "embedded";
        }

        @Override
        public ModelHost open(HostUri uri, Environment variables) {
            throw new UnsupportedOperationException("Nothing is opened here.");
        }
    }

    private final class Backend implements HostProvider {
        private final String scheme;
        private final String address;
        private final Function<String, Optional<Recognition>> answer;

        Backend(String scheme, String address, Function<String, Optional<Recognition>> answer) {
            this.scheme = scheme;
            this.address = address;
            this.answer = answer;
        }

        @Override
        public String scheme() {
            return scheme;
        }

        @Override
        public ModelHost open(HostUri uri, Environment variables) {
            throw new UnsupportedOperationException("Nothing is opened here.");
        }

        @Override
        public List<String> usualAddresses(Environment variables) {
            return List.of(address);
        }

        @Override
        public Optional<Recognition> recognise(String url, Environment variables, Duration limit) {
            asked.add(scheme);
            return answer.apply(url);
        }
    }
}
