// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.spi.Environment;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go, and which key goes along. No request leaves this JVM. */
class OpenAiAddressTest {
    /** Keeps the last request and answers it itself. */
    private static final class Catcher implements Interceptor {
        private Request last;

        @Override
        public Response intercept(Chain chain) {
            last = chain.request();
            return new Response.Builder()
                    .request(last)
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("OK")
                    .body(ResponseBody.create("{\"data\":[]}", MediaType.get("application/json")))
                    .build();
        }

        OkHttpClient client() {
            return new OkHttpClient.Builder().addInterceptor(this).build();
        }
    }

    private static Request requestOf(OpenAiCompatible.Builder builder) {
        Catcher catcher = new Catcher();
        try (OpenAiCompatible host = builder.httpClient(catcher.client()).build()) {
            host.models();
        }
        return catcher.last;
    }

    @ParameterizedTest
    @CsvSource({
        "http://gpu:8000, http://gpu:8000/v1/models",
        "http://gpu:8000/, http://gpu:8000/v1/models",
        "http://gpu:8000/v1, http://gpu:8000/v1/models",
        "http://gpu:8000/v1/, http://gpu:8000/v1/models",
        "https://example.org/llm, https://example.org/llm/v1/models",
        "https://example.org/llm/v1/, https://example.org/llm/v1/models",
        "https://example.org/openai/v1, https://example.org/openai/v1/models",
        "http://localhost:12434/engines/v1, http://localhost:12434/engines/v1/models",
        "https://example.org/api/paas/v4, https://example.org/api/paas/v4/models",
        "https://example.org/v1beta/openai, https://example.org/v1beta/openai/models",
        "https://example.org/vault, https://example.org/vault/v1/models"
    })
    void doesNotMindWhetherTheVersionIsWrittenOut(String written, String asked) {
        assertThat(requestOf(OpenAiCompatible.builder().url(written)).url()).hasToString(asked);
    }

    @Test
    void takesTheVersionOffAPathPrefixToo() {
        OpenAiCompatible.Builder builder =
                OpenAiCompatible.builder().url("http://gpu:8000").pathPrefix("/llm/v1");

        assertThat(requestOf(builder).url()).hasToString("http://gpu:8000/llm/v1/models");
    }

    @Test
    void listensToTheRootOfTheDialect() {
        Dialect dialect = Dialect.standard().toBuilder().root("/api/v0").build();

        assertThat(requestOf(OpenAiCompatible.builder().dialect(dialect)).url())
                .hasToString("http://localhost:8000/api/v0/models");
    }

    @ParameterizedTest
    @CsvSource({
        "openai://gpu-box:9000, openai://gpu-box:9000, ''",
        "openai://gpu-box, openai://gpu-box:8000, ''",
        "openai://, openai://localhost:8000, ''",
        "openai+https://example.org/Qwen/Qwen3-8B, openai+https://example.org, Qwen/Qwen3-8B",
        "openai://gpu-box/m?path=/llm/v1&dialect=vllm, openai://gpu-box:8000?path=/llm, m"
    })
    void opensHostsForUris(String uri, String shown, String model) {
        try (ModelHost host = ModelHost.open(uri)) {
            assertThat(host).isInstanceOf(OpenAiCompatible.class);
            assertThat(host.uri()).hasToString(shown);
            assertThat(host.defaultModel().orElse("")).isEqualTo(model);
        }
    }

    @Test
    void saysWhichDialectsThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelHost.open("openai://gpu-box/m?dialect=klingon"))
                .withMessageContaining("vllm");
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(dev.posada.spi.HostProvider.class))
                .anyMatch(provider -> provider instanceof OpenAiProvider);
        assertThat(new OpenAiProvider().usualAddresses(Environment.of(Map.of())))
                .containsExactly("http://localhost:8000", "http://localhost:30000", "http://localhost:12434/engines");
    }

    @Nested
    class Keys {
        private static final String OPENAI = "https://api.openai.com/v1";

        private String sentTo(String url, String... variables) {
            return String.valueOf(requestOf(OpenAiCompatible.builder().url(url).key(environment(variables)))
                    .header("Authorization"));
        }

        private static Environment environment(String... variables) {
            Map<String, String> map = new HashMap<>();
            for (int i = 0; i < variables.length; i += 2) {
                map.put(variables[i], variables[i + 1]);
            }
            return Environment.of(map);
        }

        @Test
        void ofOpenAiGoToOpenAi() {
            assertThat(sentTo(OPENAI, "OPENAI_API_KEY", "sk-1")).isEqualTo("Bearer sk-1");
        }

        @ParameterizedTest
        @CsvSource({
            "http://gpu-box:8000",
            "http://localhost:8000",
            "https://api.openai.com:8443/v1",
            "http://api.openai.com/v1",
            "https://api.openai.com.example.org/v1"
        })
        void ofOpenAiGoToNobodyElse(String url) {
            assertThat(sentTo(url, "OPENAI_API_KEY", "sk-1")).isEqualTo("null");
        }

        @Test
        void ofOpenAiBelongToTheAddressThatIsNamedBesideThem() {
            String[] variables = {"OPENAI_API_KEY", "sk-1", "OPENAI_BASE_URL", "https://gateway.example.org/v1"};

            assertThat(sentTo("https://gateway.example.org/v1", variables)).isEqualTo("Bearer sk-1");
            assertThat(sentTo(OPENAI, variables)).isEqualTo("null");
        }

        @Test
        void ofPosadaGoToEveryHost() {
            assertThat(sentTo("http://gpu-box:8000", "POSADA_API_KEY", "p-1", "OPENAI_API_KEY", "sk-1"))
                    .isEqualTo("Bearer p-1");
        }

        @Test
        void ofBedrockOpenItsEndpoint() {
            Environment environment = environment("AWS_BEARER_TOKEN_BEDROCK", "b-1");

            Request asked = requestOf(OpenAiCompatible.bedrockBuilder("eu-central-1", environment));

            assertThat(asked.url()).hasToString("https://bedrock-runtime.eu-central-1.amazonaws.com/openai/v1/models");
            assertThat(asked.header("Authorization")).isEqualTo("Bearer b-1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "eu", "eu-central-1.example.org/", "EU-CENTRAL-1"})
        void ofBedrockAreNotSentToAnAddressThatARegionCantHave(String region) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OpenAiCompatible.bedrock(region))
                    .withMessageContaining("such as eu-central-1");
        }

        @Test
        void ofAnAccountAreFoundForUris() {
            HostUri uri = HostUri.parse("openai+https://example.org/m?account=work");

            assertThat(OpenAiCompatible.open(uri, environment("POSADA_WORK_API_KEY", "w-1")))
                    .satisfies(host -> host.close());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OpenAiCompatible.open(uri, environment("OPENAI_API_KEY", "sk-1")))
                    .withMessageContaining("POSADA_WORK_API_KEY");
        }
    }
}
