// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.HostUnavailableException;
import dev.posada.PosadaException;
import dev.posada.StreamInterruptedException;
import dev.posada.openai.Dialect.Terminator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that must never pass for whole ones. */
class OpenAiBrokenStreamTest {
    private static <E extends PosadaException> E failure(Class<E> type, Recording recording) {
        return catchThrowableOfType(type, recording::response);
    }

    @ParameterizedTest
    @CsvSource({
        "chat-ends-without-done.sse, Complete., Terminator.FINISH_REASON",
        "chat-ends-without-finish-reason.sse, Nearly, finish_reason",
        "chat-ends-without-either.sse, Broken, broke off",
        "chat-ends-in-the-middle-of-an-event.sse, Broken, broke off",
        "chat-ends-without-anything.sse, '', nothing had arrived",
        "chat-is-given-up.sse, Half an, gave up"
    })
    void anEndBeforeTheProtocolsOwnIsAnInterruption(String recording, String soFar, String word) {
        StreamInterruptedException failure = failure(StreamInterruptedException.class, Recording.of(recording));

        assertThat(failure).hasMessageContaining(word);
        assertThat(failure.partialText()).isEqualTo(soFar);
    }

    @Test
    void aMissingFinishReasonIsAnInterruptionEvenWhereNoDoneIsExpected() {
        Recording recording = Recording.of("chat-ends-without-either.sse")
                .dialect(dialect -> dialect.terminator(Terminator.FINISH_REASON));

        StreamInterruptedException failure = failure(StreamInterruptedException.class, recording);

        assertThat(failure.partialText()).isEqualTo("Broken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    chat-reports-error-in-mid-stream.sse          | The first | Context size has been exceeded.
                    chat-reports-error-as-text.sse                | Li        | Request failed during generation
                    chat-reports-error-as-named-event.sse         | ''        | Input does not fit in context length.
                    chat-reports-error-as-event-of-plain-text.sse | Li        | The model has crashed
                    chat-reports-error-without-object.sse         | Li        | maximum context length is 4096
                    chat-reports-error-in-a-choice.sse            | Li        | Provider returned error
                    chat-reports-error-beside-words.sse           | Li        | Provider disconnected
                    """)
    void anErrorIsAnErrorWhereverItStands(String recording, String soFar, String words) {
        HostUnavailableException failure = failure(HostUnavailableException.class, Recording.of(recording));

        assertThat(failure).hasMessageContaining(words);
        assertThat(failure.partialText()).isEqualTo(soFar);
    }

    @Test
    void anErrorWithNoObjectAroundItKeepsItsCode() {
        HostUnavailableException failure =
                failure(HostUnavailableException.class, Recording.of("chat-reports-error-without-object.sse"));

        assertThat(failure).hasMessageContaining("\"type\":\"BadRequestError\",\"code\":400");
    }

    @Test
    void whatLooksLikeATagIsPartOfTheTextSoFar() {
        Recording recording = Recording.of("chat-ends-without-either.sse")
                .dialect(dialect -> dialect.thinkingTags(ThinkingTags.atStart("Broken!", "!")));

        StreamInterruptedException failure = failure(StreamInterruptedException.class, recording);

        assertThat(failure.partialText()).isEqualTo("Broken");
    }
}
