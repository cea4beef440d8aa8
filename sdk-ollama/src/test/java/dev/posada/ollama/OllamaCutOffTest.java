// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static dev.posada.ollama.FaultyOllama.TEXT;
import static dev.posada.ollama.FaultyOllama.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.HostUnavailableException;
import dev.posada.PosadaException;
import dev.posada.StreamInterruptedException;
import dev.posada.testkit.SocketServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes of connections that end before their time. */
class OllamaCutOffTest {
    @RegisterExtension
    final FaultyOllama ollama = new FaultyOllama();

    /** How a connection can end before its time. */
    enum End {
        CLOSED,
        CLOSED_IN_CHUNKS,
        RESET
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void atAnyByteIsNeverASuccess(End end) {
        int[] length = {0};
        ollama.serve(connection -> cut(connection, Arrays.copyOf(WHOLE, length[0]), end));

        for (; length[0] < WHOLE.length - 1; length[0]++) {
            PosadaException failure = ollama.failure(PosadaException.class);

            assertThat(failure).as("%d bytes", length[0]).isInstanceOf(StreamInterruptedException.class);
            assertThat(TEXT).startsWith(failure.partialText());
        }
    }

    @Test
    void withinTheLastLineKeepsTheWordsBefore() {
        ollama.serve(connection -> cut(connection, Arrays.copyOf(WHOLE, WHOLE.length - 20), End.CLOSED));

        assertThat(ollama.failure(StreamInterruptedException.class).partialText())
                .isEqualTo(TEXT);
    }

    @Test
    void afterTheLastBraceIsASuccess() {
        ollama.serve(connection -> cut(connection, Arrays.copyOf(WHOLE, WHOLE.length - 1), End.CLOSED));

        assertThat(ollama.chat().text()).isEqualTo(TEXT);
    }

    @Test
    void afterTheLastLineIsASuccessAlsoIfTheChunksNeverEnd() {
        ollama.serve(connection -> cut(connection, WHOLE, End.CLOSED_IN_CHUNKS));

        assertThat(ollama.chat().text()).isEqualTo(TEXT);
    }

    @Test
    void beforeTheHeadIsAReset() {
        ollama.serve(SocketServer.Connection::reset);

        assertThat(ollama.failure(HostUnavailableException.class).reason())
                .isEqualTo(HostUnavailableException.Reason.RESET);
    }

    private void cut(SocketServer.Connection connection, byte[] bytes, End end) throws java.io.IOException {
        if (end == End.CLOSED_IN_CHUNKS) {
            connection.beginChunks();
            connection.chunk(new String(bytes, StandardCharsets.UTF_8));
            return;
        }
        connection.begin();
        connection.send(bytes);
        if (end == End.RESET) {
            connection.reset();
        }
    }
}
