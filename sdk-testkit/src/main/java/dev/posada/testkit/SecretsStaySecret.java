// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.posada.PosadaException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Guarantee 11. */
@Guarantee(11)
@Needs(Feature.SERVER)
interface SecretsStaySecret extends OnStage {
    /** Nothing that opens anything. */
    String KEY = "not-a-key-but-secret";

    @Test
    default void theKeyReachesTheServer() {
        stage().apiKey(KEY).serve(Script.answer("Hello"));

        stage().chat();

        assertThat(stage().server().questions().get(0).headers().get("authorization"))
                .contains(KEY);
    }

    @Test
    default void theKeyStandsInNoDescription() {
        stage().apiKey(KEY).serve(Script.answer("Hello"));

        assertThat(stage().host().toString()).doesNotContain(KEY);
        assertThat(stage().host().uri().toString()).doesNotContain(KEY);
        assertThat(stage().model().toString()).doesNotContain(KEY);
    }

    @Test
    default void theKeyStandsInNoFailure() {
        stage().apiKey(KEY).serve(Script.error(401, "who are you?"));

        PosadaException failure = stage().failure(PosadaException.class);

        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(KEY);
        assertThat(failure.details().toString()).doesNotContain(KEY);
    }

    @Test
    default void aRedirectToAnotherOriginDoesNotGetTheKey() {
        try (MisbehavingServer other = MisbehavingServer.of(stage().wire(), Script.answer("Hello"))) {
            for (int status : new int[] {301, 302, 307, 308}) {
                sentOn(status, other.url());
            }
            assertThat(other.requests()).noneMatch(request -> request.headers().containsKey("authorization"));
        }
    }

    private void sentOn(int status, String url) {
        try (Stage alone = stage().another()) {
            alone.apiKey(KEY).serve(Script.redirect(status, url + "/elsewhere"));
            Throwable outcome = catchThrowable(alone::chat);
            assertThat(outcome).as("a redirect with " + status).isInstanceOf(PosadaException.class);
        }
    }
}
