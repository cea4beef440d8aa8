// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.posada.HostUri;
import dev.posada.Limits;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.spi.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHostBuilderTest {
    private static final Environment NO_KEYS = Environment.of(Map.of());

    private static TestHost from(String uri) {
        return from(uri, NO_KEYS);
    }

    private static TestHost from(String uri, Environment environment) {
        return new TestHost().from(HostUri.parse(uri), environment, "TESTER_KEY");
    }

    @Test
    void reachesTheUsualAddressUnlessToldOtherwise() {
        try (HttpTransport transport = new TestHost().build()) {
            assertThat(transport.url()).isEqualTo("http://localhost:4711");
            assertThat(transport.uri()).hasToString("tester://localhost:4711");
            assertThat(transport.policy().host()).isEqualTo("tester://localhost:4711");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://gpu:8080, tester://gpu:8080",
        "http://gpu:8080/, tester://gpu:8080",
        "' http://gpu ', tester://gpu:80",
        "http://gpu_box:1/, tester://gpu_box:1",
        "https://gpu.example.org, tester+https://gpu.example.org",
        "https://gpu.example.org:8443/llm/, tester+https://gpu.example.org:8443?path=/llm",
        "http://[::1]:9/a%20b/c, tester://[::1]:9?path=/a%2520b/c",
        "http://127.0.0.1:4711?x=1#y, tester://127.0.0.1:4711"
    })
    void hasAHostUriForEachUrl(String url, String uri) {
        try (HttpTransport transport = TestHost.at(url).build()) {
            assertThat(transport.uri()).hasToString(uri);

            try (HttpTransport reopened = from(uri).build()) {
                assertThat(reopened.url()).isEqualTo(transport.url());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:4711", "ftp://x", "http://", "http://a b", "http://x:99999"})
    void refusesWhatIsNoHttpAddress(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestHost.at(url))
                .withMessageContaining("is not an HTTP address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:s3cr3t@host", "http://s3cr3t@host", "http://me:s3cr3t@a b"})
    void refusesSecretsInAUrlWithoutRepeatingThem(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestHost.at(url))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cr3t"));
    }

    @Test
    void takesEverythingFromAHostUri(@TempDir Path folder) throws Exception {
        Path ca = Files.writeString(folder.resolve("ca.pem"), "");

        TestHost host = from("tester://gpu/model:tag?path=/llm&connectTimeout=1s&firstTokenTimeout=2s&idleTimeout=PT3S"
                + "&totalTimeout=4m&retries=7&caFile=" + ca);

        try (HttpTransport transport = host.build()) {
            assertThat(transport.url()).isEqualTo("http://gpu:4711/llm");
            assertThat(transport.policy().timeouts())
                    .isEqualTo(new Timeouts(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(3),
                            Duration.ofMinutes(4)));
            assertThat(transport.policy().retryPolicy().maxRetries()).isEqualTo(7);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("tester+https://gpu?caFile=" + ca).build())
                .withMessageContaining("holds no certificates");
    }

    @Test
    void keepsTheUsualAddressWhereAHostUriNamesNone() {
        try (HttpTransport transport = from("tester:///model").build()) {
            assertThat(transport.url()).isEqualTo("http://localhost:4711");
        }
    }

    @Test
    void refusesOptionsThatNobodyKnows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("tester://gpu?color=red"))
                .withMessageContaining("color");
        new TestHost().from(HostUri.parse("tester://gpu?color=red"), NO_KEYS, "TESTER_KEY", java.util.Set.of("color"));
    }

    @Test
    void setsEveryLimit() {
        TestHost host = new TestHost()
                .connectTimeout(Duration.ofSeconds(1))
                .firstTokenTimeout(Duration.ofSeconds(2))
                .idleTimeout(Duration.ofSeconds(3))
                .totalTimeout(Duration.ofSeconds(4))
                .retryPolicy(RetryPolicy.none())
                .retries(5)
                .limits(new Limits(1, 2, 3));

        try (HttpTransport transport = host.build()) {
            assertThat(transport.policy().timeouts())
                    .isEqualTo(new Timeouts(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(4)));
            assertThat(transport.policy().retryPolicy())
                    .isEqualTo(RetryPolicy.none().maxRetries(5));
            assertThat(transport.policy().limits()).isEqualTo(new Limits(1, 2, 3));
        }
    }

    // ---- keys

    private static String authorization(TestHost host) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.readRequest();
            peer.answer("200 OK", "{}");
        })) {
            try (HttpTransport transport = host.url(server.url()).build()) {
                transport.policy().run(call -> transport.call(HttpRequest.get("/x"), call));
            }
            return server.request()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("authorization: "))
                    .map(line -> line.substring(15))
                    .findFirst()
                    .orElse("none");
        }
    }

    @Test
    void sendsTheKeyOrUserAndPassword() throws Exception {
        assertThat(authorization(new TestHost())).isEqualTo("none");
        assertThat(authorization(new TestHost().apiKey(" k3y\n"))).isEqualTo("Bearer k3y");
        assertThat(authorization(new TestHost().basicAuth("me", "pässword"))).isEqualTo("Basic bWU6cMOkc3N3b3Jk");
        assertThat(authorization(new TestHost().header("Authorization", "Custom x")))
                .isEqualTo("Custom x");
    }

    @Test
    void takesTheKeyFromTheEnvironmentUnlessOneWasSet() throws Exception {
        Environment both = Environment.of(Map.of("POSADA_API_KEY", "general", "TESTER_KEY", "own"));
        Environment own = Environment.of(Map.of("TESTER_KEY", "own", "POSADA_WORK_API_KEY", "work"));

        assertThat(authorization(new TestHost().environment(both, "TESTER_KEY")))
                .isEqualTo("Bearer general");
        assertThat(authorization(new TestHost().environment(own, "TESTER_KEY"))).isEqualTo("Bearer own");
        assertThat(authorization(from("tester://x?account=work", own))).isEqualTo("Bearer work");
        assertThat(authorization(new TestHost().apiKey("set").environment(both, "TESTER_KEY")))
                .isEqualTo("Bearer set");
        assertThat(authorization(new TestHost().basicAuth("a", "b").environment(both, "TESTER_KEY")))
                .isEqualTo("Basic YTpi");
        assertThat(authorization(
                        new TestHost().header("authorization", "Custom x").environment(both, "TESTER_KEY")))
                .isEqualTo("Custom x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("tester://x?account=play", own))
                .withMessageContaining("POSADA_PLAY_API_KEY");
    }

    @Test
    void refusesKeysThatCannotBeSentWithoutRepeatingThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestHost().apiKey("  "))
                .withMessageContaining("is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestHost().apiKey("s3cr3t\nkey"))
                .withMessageNotContaining("s3cr3t");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestHost().header("X-Api-Key", "s3cr3t☀"))
                .withMessageContaining("X-Api-Key")
                .withMessageNotContaining("s3cr3t");
    }

    @Test
    void neverShowsASecret() {
        TestHost host = new TestHost()
                .basicAuth("me", "s3cr3t-1")
                .apiKey("s3cr3t-2")
                .header("X-Api-Key", "s3cr3t-3")
                .proxy("proxy", 1, "me", "s3cr3t-4");

        try (HttpTransport transport = host.build()) {
            assertThat(host + " " + transport + transport.uri()
                            + transport.policy().host())
                    .doesNotContain("s3cr3t");
        }
    }

    // ---- keys over plain HTTP

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "http://my.localhost:1",
                "http://127.0.0.1:1",
                "http://127.1.2.3:1",
                "http://[::1]:1",
                "http://[0:0:0:0:0:0:0:1]:1",
                "https://gpu.example.org"
            })
    void sendsKeysInStrictModeToThisMachineAndOverTls(String url) {
        TestHost.at(url).apiKey("k3y").strict(true).build().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gpu:1",
                "http://192.168.0.7:1",
                "http://127.evil.example:1",
                "http://localhost.evil.example:1",
                "http://[fe80::1]:1",
                "http://0.0.0.0:1"
            })
    void refusesInStrictModeToSendKeysInTheOpen(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestHost.at(url).apiKey("k3y").strict(true).build())
                .withMessageContaining("travels over plain HTTP");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TestHost.at(url).header("x-api-key", "k3y").strict(true).build());
        TestHost.at(url).strict(true).build().close();
        TestHost.at(url).apiKey("k3y").build().close();
    }
}
