// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostProvidersTest {
    private static final Environment NOTHING_SET = Environment.of(Map.of());

    private final AtomicReference<HostUri> opened = new AtomicReference<>();
    private final HostProvider ollama = provider("ollama");
    private final HostProvider embedded = provider("embedded");

    private HostProvider provider(String scheme) {
        return new HostProvider() {
            @Override
            public String scheme() {
                return scheme;
            }

            @Override
            public ModelHost open(HostUri uri, Environment environment) {
                opened.set(uri);
                return new ScriptedModel().host();
            }
        };
    }

    private void open(String uri) {
        HostProviders.open(HostUri.parse(uri), List.of(ollama, embedded), NOTHING_SET);
    }

    @Test
    void openTheHostWhoseSchemeTheUriHas() {
        open("embedded://demo");

        assertThat(opened.get()).hasToString("embedded://demo");
    }

    @ParameterizedTest
    @CsvSource({
        "llamacpp://localhost, sdk-llamacpp",
        "lmstudio://localhost, sdk-lmstudio",
        "bedrock://eu-central-1, sdk-bedrock",
        "openai+https://example.org, sdk-openai-compatible",
    })
    void nameTheModuleThatIsMissing(String uri, String module) {
        assertThatThrownBy(() -> open(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not on the class path: add the dependency dev.posada:" + module)
                .hasMessageEndingWith("Known here: [embedded, ollama].");
    }

    @Test
    void listWhatIsKnownForASchemeThatNobodyKnows() {
        assertThatThrownBy(() -> open("olama://localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No backend knows the scheme \"olama\" of the host URI olama://localhost. Known here:"
                        + " [embedded, ollama].");
    }

    @Test
    void sayThatAWebAddressIsNoHostUri() {
        assertThatThrownBy(() -> open("https://gpu.example.org:8443/v1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("for example, openai+https://gpu.example.org:8443/v1")
                .hasMessageContaining("ModelHost.detect");
    }

    @Test
    void needAModelInTheUriOfAModel() {
        assertThatThrownBy(() -> ChatModel.open("olama://localhost")).isInstanceOf(IllegalArgumentException.class);
    }
}
