// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.AuthenticationException;
import dev.posada.ContextLengthExceededException;
import dev.posada.HostUnavailableException;
import dev.posada.InvalidRequestException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class LmStudioErrorsTest {
    /** The answer, what it is, and words of the message. */
    static final List<Arguments> FAILURES = List.of(
            Arguments.of("overflows-before-the-answer", ContextLengthExceededException.class, "n_ctx: 4096"),
            Arguments.of("overflows-in-an-older-version", ContextLengthExceededException.class, "LoadOptions"),
            Arguments.of("reports-overflow-as-a-named-event", ContextLengthExceededException.class, "31430 tokens"),
            Arguments.of("reports-template-error-in-mid-stream", InvalidRequestException.class, "roles must alternate"),
            Arguments.of("reports-crash-in-mid-stream", HostUnavailableException.class, "Exit code: 6"),
            Arguments.of("refuses-json-object", InvalidRequestException.class, "response_format.type"),
            Arguments.of("refuses-the-address-of-an-image", InvalidRequestException.class, "base64 encoded image"),
            Arguments.of("refuses-the-messages", InvalidRequestException.class, "Invalid 'messages'"),
            Arguments.of("engine-refuses-the-grammar", InvalidRequestException.class, "failed to parse grammar"),
            Arguments.of("engine-fails", HostUnavailableException.class, "Failed to allocate"),
            Arguments.of("unknown-path", ProtocolException.class, "Unexpected endpoint"),
            Arguments.of("wants-a-token", AuthenticationException.class, "LM_API_TOKEN"),
            Arguments.of("not-there-and-nothing-loaded", ModelNotFoundException.class, "lms get"));

    @RegisterExtension
    final StubbedLmStudio lmStudio = new StubbedLmStudio();

    @ParameterizedTest
    @FieldSource("FAILURES")
    void tellsWhatKindOfTroubleItIs(String model, Class<? extends PosadaException> kind, String words) {
        PosadaException failure = lmStudio.chatFailure(model);

        assertThat(failure)
                .isExactlyInstanceOf(kind)
                .hasMessageContaining(words)
                .hasMessageContaining("LM Studio");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.host()).contains(lmStudio.host().uri().toString());
        assertThat(failure.model()).contains(model);
    }

    @Test
    void keepsTheWordsThatCameBeforeAnErrorInMidStream() {
        assertThat(lmStudio.chatFailure("reports-crash-in-mid-stream").partialText())
                .isEqualTo("Li");
    }

    @Test
    void saysThatNobodyListens() {
        LmStudio host =
                lmStudio.open(LmStudio.builder().url("http://127.0.0.1:1").retries(0));

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> host.chatModel("any").chat("Hi")))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("lms server start");
    }

    @Test
    void keepsTheTokenOutOfMessages() {
        LmStudio host = lmStudio.open(lmStudio.builder("").apiKey("sk-lm-secret1"));

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> host.chatModel("wants-a-token").chat("Hi")))
                .hasMessageNotContaining("sk-lm-secret1");
        assertThat(host.toString()).doesNotContain("sk-lm-secret1");
        assertThat(host.uri().toString()).doesNotContain("sk-lm-secret1");
    }
}
