// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.AuthenticationException;
import dev.posada.DiscoveredHost;
import dev.posada.HostUnavailableException;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.TimeoutException;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import dev.posada.spi.Recognition;
import dev.posada.spi.Recognition.Certainty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LmStudioProviderTest {
    private static final Environment NOTHING = Environment.of(Map.of());
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final LmStudioProvider provider = new LmStudioProvider();

    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @Test
    void isFoundByItsScheme() {
        assertThat(ServiceLoader.load(HostProvider.class))
                .extracting(HostProvider::scheme)
                .contains("lmstudio");
    }

    // ---- opening

    @Test
    void opensAUriWithAModelWhoseNameHoldsASlash() {
        try (ModelHost host = open("lmstudio://gpu-box/qwen/qwen3-4b-2507")) {
            assertThat(host.uri()).hasToString("lmstudio://gpu-box:1234");
            assertThat(host.defaultModel()).contains("qwen/qwen3-4b-2507");
            assertThat(host).hasToString("LM Studio at http://gpu-box:1234");
        }
    }

    @Test
    void opensTheServerOnThisMachineWhereTheUriNamesNone() {
        try (ModelHost host = open("lmstudio:///qwen3")) {
            assertThat(host.uri()).hasToString("lmstudio://localhost:1234");
        }
    }

    @Test
    void takesTheTokenFromItsVariable() {
        Environment environment = Environment.of(Map.of("LM_API_TOKEN", "sk-lm-variable"));
        HostUri uri = HostUri.parse(lmStudio.url("").replace("http", "lmstudio"));

        try (ModelHost host = provider.open(uri, environment)) {
            host.models();
        }

        assertThat(lmStudio.requests("/api/v1/models")
                        .get(0)
                        .header("Authorization")
                        .firstValue())
                .isEqualTo("Bearer sk-lm-variable");
    }

    @Test
    void refusesAnOptionThatItDoesNotKnow() {
        assertThatThrownBy(() -> open("lmstudio://localhost?colour=blue"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colour");
    }

    private ModelHost open(String uri) {
        return provider.open(HostUri.parse(uri), NOTHING);
    }

    // ---- recognising

    @Test
    void recognisesAServerByItsGreetingWithTwoQuestions() {
        Recognition recognition = recognise("").orElseThrow();

        assertThat(recognition.certainty()).isEqualTo(Certainty.NAMED);
        DiscoveredHost host = recognition.host();
        assertThat(host.kind()).isEqualTo("LM Studio");
        assertThat(host.uri()).isEqualTo(lmStudio.url("").replace("http", "lmstudio"));
        assertThat(host.version()).contains("0.4.0 or newer");
        assertThat(host.models()).hasSize(3);
        assertThat(host.loaded()).containsExactly("qwen/qwen3-4b-2507");
        assertThat(host.needsKey()).isFalse();
        assertThat(lmStudio.log()).containsExactly("GET /lmstudio-greeting", "GET /api/v1/models");
    }

    @Test
    void recognisesAnOldServerThatDoesNotGreet() {
        Recognition recognition = recognise("/old").orElseThrow();

        assertThat(recognition.certainty()).isEqualTo(Certainty.LIKELY);
        assertThat(recognition.host().version()).contains("before 0.4.0");
        assertThat(recognition.host().loaded()).containsExactly("meta-llama-3.1-8b-instruct");
        assertThat(recognition.host().uri()).endsWith("?path=/old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/keyed", "/keyed-whole"})
    void recognisesAServerThatWantsAToken(String prefix) {
        Recognition recognition = recognise(prefix).orElseThrow();

        assertThat(recognition.certainty()).isEqualTo(Certainty.NAMED);
        assertThat(recognition.host().needsKey()).isTrue();
        assertThat(recognition.host().models()).isEmpty();
    }

    @Test
    void sendsNoTokenToAServerThatItDoesNotKnow() {
        Environment environment = Environment.of(Map.of("LM_API_TOKEN", "sk-lm-secret", "POSADA_API_KEY", "secret"));

        provider.recognise(lmStudio.url(""), environment, LIMIT);

        assertThat(lmStudio.requests(".*")).isNotEmpty().noneMatch(request -> request.containsHeader("Authorization"));
    }

    @Test
    void recognisesAServerThatListsItsModelsTooLate() {
        Optional<Recognition> recognition = provider.recognise(lmStudio.url("/slow"), NOTHING, Duration.ofMillis(700));

        assertThat(recognition).isPresent();
        assertThat(recognition.get().certainty()).isEqualTo(Certainty.NAMED);
        assertThat(recognition.get().host().models()).isEmpty();
        assertThat(recognition.get().host().needsKey()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/web", "/ollama", "/llamacpp", "/vllm", "/lost", "/other"})
    void asksAServerOfAnotherKindNoSecondQuestion(String prefix) {
        assertThat(recognise(prefix)).isEmpty();
        assertThat(lmStudio.log()).containsExactly("GET " + prefix + "/lmstudio-greeting");
    }

    @Test
    void saysThatAKeyIsWantedBeforeAnythingIsTold() {
        assertThatThrownBy(() -> recognise("/locked")).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void saysThatNobodyListens() {
        assertThatThrownBy(() -> provider.recognise("http://127.0.0.1:1", NOTHING, LIMIT))
                .isInstanceOf(HostUnavailableException.class);
    }

    @Test
    void saysThatNobodyAnswersInTime() {
        assertThatThrownBy(() -> provider.recognise(lmStudio.url("/hanging"), NOTHING, Duration.ofMillis(100)))
                .isInstanceOf(TimeoutException.class);
    }

    private Optional<Recognition> recognise(String prefix) {
        return provider.recognise(lmStudio.url(prefix), NOTHING, LIMIT);
    }

    // ---- where to look

    @Test
    void looksAtTheUsualAddress() {
        assertThat(provider.usualAddresses(NOTHING)).containsExactly("http://localhost:1234");
    }

    @Test
    void looksFirstAtThePortThatWasSetInTheApp(@TempDir Path home) throws IOException {
        writeSettings(home, "{\"port\":4321,\"networkInterface\":\"127.0.0.1\"}");

        assertThat(provider.usualAddresses(at(home))).containsExactly("http://localhost:4321", "http://localhost:1234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"port\":1234}", "{\"port\":0}", "{\"port\":\"auto\"}", "{}", "not JSON", ""})
    void bearsSettingsThatSayNothingElse(String settings, @TempDir Path home) throws IOException {
        writeSettings(home, settings);

        assertThat(provider.usualAddresses(at(home))).containsExactly("http://localhost:1234");
    }

    private static Environment at(Path home) {
        return Environment.of(Map.of("HOME", home.toString()));
    }

    private static void writeSettings(Path home, String settings) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".lmstudio").resolve(".internal"));
        Files.writeString(folder.resolve("http-server-config.json"), settings);
    }
}
