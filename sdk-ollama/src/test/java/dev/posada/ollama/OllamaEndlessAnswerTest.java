// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static dev.posada.ollama.FaultyOllama.FIRST_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.Limits;
import dev.posada.ProtocolException;
import dev.posada.testkit.SocketServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes of answers that never end. */
class OllamaEndlessAnswerTest {
    @RegisterExtension
    final FaultyOllama ollama = new FaultyOllama();

    @Test
    void linesEndAtTheLimit() {
        ollama.serve(Ollama.builder().retries(0).limits(new Limits(1 << 20, 1 << 16, 1 << 16)), connection -> {
            connection.begin();
            connection.send("{\"message\":{\"content\":\"");
            sendForever(connection, "x".repeat(8192));
        });

        assertThat(ollama.failure(ProtocolException.class)).hasMessageContaining("65536");
    }

    @Test
    void answersEndAtTheLimit() {
        ollama.serve(Ollama.builder().retries(0).limits(new Limits(1 << 16, 1 << 16, 1 << 16)), connection -> {
            connection.begin();
            sendForever(connection, FIRST_LINE.repeat(50));
        });

        assertThat(ollama.failure(ProtocolException.class)).hasMessageContaining("65536");
    }

    @Test
    void linesOfMegabytesAreReadBelowTheLimit() {
        String arguments = "{\"text\":\"" + "x".repeat(9 << 20) + "\"}";
        ollama.serve(connection -> {
            connection.begin();
            connection.send("{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"save\",\"arguments\":" + arguments
                    + "}}]},\"done\":true,\"done_reason\":\"stop\"}\n");
        });

        assertThat(ollama.chat().toolCalls().get(0).arguments()).isEqualTo(arguments);
    }

    private void sendForever(SocketServer.Connection connection, String text) throws java.io.IOException {
        while (true) {
            connection.send(text);
        }
    }
}
