// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.AuthenticationException;
import dev.posada.ChatResponse;
import dev.posada.ChatWarning;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.spi.Environment;
import dev.posada.testkit.SocketServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who asks, and that nobody else learns of it. */
class BedrockCredentialsTest {
    private static final String KEY = "bedrock-api-key-MADEUP";

    @RegisterExtension
    final FaultyBedrock bedrock = new FaultyBedrock();

    @Test
    void signTheRequestForTheRegion() {
        bedrock.serve(BedrockCredentialsTest::refuse);

        bedrock.failure(AuthenticationException.class);

        assertThat(authorization())
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDMADEUP/")
                .contains("/us-east-1/bedrock/");
    }

    @Test
    void areAKeyWhereThereIsOne() {
        bedrock.serve(BedrockCredentialsTest::refuse, builder -> builder.apiKey(KEY));

        bedrock.failure(AuthenticationException.class);

        assertThat(authorization()).isEqualTo("Bearer " + KEY);
    }

    @Test
    void areTheKeyOfTheEnvironmentForAHostUri() {
        bedrock.serve(BedrockCredentialsTest::refuse);
        HostUri uri = HostUri.parse(
                "bedrock://us-east-1/m?endpoint=" + bedrock.server().url());
        Environment environment = Environment.of(Map.of("AWS_BEARER_TOKEN_BEDROCK", KEY));

        try (ModelHost host = new BedrockProvider().open(uri, environment)) {
            assertThatThrownBy(() -> host.chatModel("m").chat("Hi")).isInstanceOf(AuthenticationException.class);
        }

        assertThat(authorization()).isEqualTo("Bearer " + KEY);
    }

    @Test
    void areNeverPrinted() {
        bedrock.serve(BedrockCredentialsTest::refuse, builder -> {
            builder.apiKey(KEY);
            assertThat(builder.toString()).doesNotContain(KEY);
        });

        AuthenticationException failure = bedrock.failure(AuthenticationException.class);

        assertThat(failure.toString()
                        + failure.details()
                        + bedrock.host()
                        + bedrock.host().uri())
                .doesNotContain(KEY)
                .doesNotContain("made-up-secret");
        assertThat(bedrock.host().clients().access().toString() + new BearerKey(KEY))
                .doesNotContain(KEY);
    }

    @Test
    void doNotStandInAnEndpoint() {
        assertThatThrownBy(() -> Bedrock.builder().endpoint("https://user:secret@example.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret@");
    }

    @Test
    void doNotTravelInTheOpenInStrictMode() {
        assertThatThrownBy(() ->
                        FaultyBedrock.builder("http://example.org").strict(true).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }

    @Test
    void warnOfAKeyThatTravelsInTheOpen() {
        byte[] answer = EventStreamFile.bytes("stream-answers-in-words");
        bedrock.serve(
                connection -> {
                    connection.begin();
                    connection.send(answer);
                },
                builder -> {});
        int proxy = bedrock.server().port();

        try (Bedrock host = Bedrock.builder()
                .region("us-east-1")
                .endpoint("http://127.example.org")
                .proxy("127.0.0.1", proxy)
                .apiKey("made-up-key")
                .build()) {
            ChatResponse response = host.chatModel(FaultyBedrock.MODEL).chat("Hi");

            assertThat(response.warnings()).extracting(ChatWarning::code).containsExactly(ChatWarning.INSECURE_KEY);
        }
        assertThat(bedrock.chat().warnings()).isEmpty();
    }

    private String authorization() {
        return bedrock.requests().get(0).headers().get("authorization");
    }

    private static void refuse(SocketServer.Connection connection) throws IOException {
        connection.answer(
                403,
                "application/json",
                "{\"message\":\"The security token included in the request is invalid.\"}",
                "x-amzn-ErrorType: UnrecognizedClientException");
    }
}
