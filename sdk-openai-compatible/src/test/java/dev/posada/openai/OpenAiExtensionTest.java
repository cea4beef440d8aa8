// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.ModelRequest;
import dev.posada.Timings;
import dev.posada.http.HttpHostBuilder;
import dev.posada.http.HttpTransport;
import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The protocol as another backend uses it: with options and fields of its own. */
class OpenAiExtensionTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    private HttpTransport transport;
    private OpenAiProtocol protocol;

    record OwnOptions(int slot) implements BackendOptions {}

    private static final class OwnExtension implements OpenAiExtension {
        private static final JsonNames TIMINGS = JsonNames.of("prompt_ms", "predicted_ms");

        @Override
        public Class<? extends BackendOptions> optionsType() {
            return OwnOptions.class;
        }

        @Override
        public Map<String, String> fields(ModelRequest request) {
            return request.options(OwnOptions.class)
                    .map(own -> Map.of("id_slot", Integer.toString(own.slot()), "seed", "1"))
                    .orElse(Map.of());
        }

        @Override
        public List<ChatWarning> warnings(ModelRequest request) {
            return List.of(new ChatWarning("own", "A word of this backend."));
        }

        @Override
        public Set<String> answerFields() {
            return Set.of("timings");
        }

        @Override
        public void read(String field, JsonCursor value, EventSink sink) {
            Duration prompt = null;
            Duration generation = null;
            value.beginObject();
            for (int name = value.nextName(TIMINGS); name != JsonCursor.END; name = value.nextName(TIMINGS)) {
                switch (name) {
                    case 0 -> prompt = Duration.ofNanos((long) (value.doubleValue() * 1e6));
                    case 1 -> generation = Duration.ofNanos((long) (value.doubleValue() * 1e6));
                    default -> value.skip();
                }
            }
            sink.timings(Timings.of(null, null, prompt, generation));
        }
    }

    private static final class OwnBuilder extends HttpHostBuilder<OwnBuilder> {
        OwnBuilder() {
            super("own", "http://localhost:1");
        }

        @Override
        protected OwnBuilder self() {
            return this;
        }

        HttpTransport build() {
            return transport(new OpenAiErrors("Own"));
        }
    }

    @BeforeEach
    void open() {
        transport = new OwnBuilder().url(server.url()).build();
        protocol = OpenAiProtocol.of(transport, Dialect.standard(), new OwnExtension());
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private ChatResponse chat(ChatRequest request) {
        String model = "chat-answers-in-words";
        try (ChatStream stream = ChatStream.of(protocol.policy(model, request), protocol.opener(model, request))) {
            return stream.response();
        }
    }

    @Test
    void addsFieldsThatWinOverCommonSettings() {
        chat(ChatRequest.builder().user("Hi").seed(7).options(new OwnOptions(3)).build());

        assertThat(server.body("/v1/chat/completions"))
                .contains("\"id_slot\":3")
                .contains("\"seed\":1")
                .doesNotContain("\"seed\":7");
    }

    @Test
    void readsFieldsOfItsOwnIntoSomethingTyped() {
        ChatResponse response = chat(ChatRequest.of("Hi"));

        assertThat(response.timings().prompt()).contains(Duration.ofNanos(19_300_000));
        assertThat(response.timings().generation()).contains(Duration.ofNanos(402_500_000));
        assertThat(response.extra()).containsOnlyKeys("system_fingerprint");
    }

    @Test
    void warnsInItsOwnWords() {
        assertThat(chat(ChatRequest.of("Hi")).warnings())
                .extracting(ChatWarning::code)
                .containsExactly("own");
    }

    @Test
    void takesTheCommonOptionsForThoseOfAnotherBackend() {
        ChatResponse response = chat(ChatRequest.builder()
                .user("Hi")
                .options(OpenAiOptions.builder().minTokens(2).build())
                .build());

        assertThat(response.warnings()).extracting(ChatWarning::code).contains(ChatWarning.FOREIGN_OPTIONS);
        assertThat(server.body("/v1/chat/completions")).doesNotContain("min_tokens");
    }

    @Test
    void givesTheBodyOfAChatForOtherEndpoints() {
        String body = protocol.chatBody("tiny", ChatRequest.of("Hi")).toString();

        assertThat(body).isEqualTo("{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }
}
