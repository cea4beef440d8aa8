// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.posada.AuthenticationException;
import dev.posada.ContextLengthExceededException;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.UnsupportedFeatureException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LlamaCppErrorsTest {
    @RegisterExtension
    final StubbedServer server = new StubbedServer();

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("error-context-too-long", ContextLengthExceededException.class, false, "9120 tokens"),
                arguments("error-wrong-key", AuthenticationException.class, false, "LLAMA_API_KEY"),
                arguments("error-malformed-json", InvalidRequestException.class, false, "parse error at line 1"),
                arguments("error-messages-not-understood", InvalidRequestException.class, false, "Missing 'role'"),
                arguments("error-picture-on-a-text-model", UnsupportedFeatureException.class, false, "mmproj"),
                arguments("error-tools-without-jinja", UnsupportedFeatureException.class, false, "--jinja"),
                arguments("error-output-does-not-fit", ProtocolException.class, false, "Another try may succeed"),
                arguments("error-context-used-up-by-all", HostUnavailableException.class, true, "-np"),
                arguments("error-unknown-model-of-a-router", ModelNotFoundException.class, false, "models()"),
                arguments("error-no-model-named-to-a-router", InvalidRequestException.class, false, "name one"),
                arguments("error-model-not-loaded", InvalidRequestException.class, false, "library()"),
                arguments("error-model-failed-to-load", HostUnavailableException.class, false, "log"),
                arguments("error-too-many-models-loaded", HostUnavailableException.class, true, "model limit"),
                arguments("error-child-of-the-router-died", HostUnavailableException.class, true, "proxy error"),
                arguments("error-page-of-a-proxy", HostUnavailableException.class, true, "502 Bad Gateway"),
                arguments("error-without-a-word", HostUnavailableException.class, false, "status 500"),
                arguments("error-body-too-large", InvalidRequestException.class, false, "413"),
                arguments("error-bad-grammar", InvalidRequestException.class, false, "Failed to parse grammar"),
                arguments("error-bad-schema", InvalidRequestException.class, false, "Unrecognized schema"),
                arguments("error-template-refuses-the-roles", HostUnavailableException.class, false, "roles must"),
                arguments("error-unknown-path", ProtocolException.class, false, "path prefix"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void becomesTheExceptionThatFits(
            String stub, Class<? extends PosadaException> type, boolean retryable, String words) {
        server.shows(stub);

        PosadaException failure = catchThrowableOfType(
                PosadaException.class, () -> server.host().chatModel("x").chat("Hello"));

        assertThat(failure).isInstanceOf(type).hasMessageContaining(words);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.host()).hasValue(server.host().uri().toString());
        assertThat(failure.model()).hasValue("x");
    }

    @Test
    void saysWhereTheErrorComesFrom() {
        server.shows("error-wrong-key");

        PosadaException failure = catchThrowableOfType(
                PosadaException.class, () -> server.host().chatModel("x").chat("Hello"));

        assertThat(failure)
                .hasMessageContaining("llama-server at " + server.host().uri())
                .hasMessageContaining("Invalid API Key");
        assertThat(failure.status()).hasValue(401);
    }
}
