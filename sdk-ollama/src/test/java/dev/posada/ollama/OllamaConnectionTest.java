// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import static dev.posada.ollama.FaultyOllama.FINE;
import static dev.posada.ollama.FaultyOllama.FIRST_LINE;
import static dev.posada.ollama.FaultyOllama.WHOLE_LINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.posada.ChatEvent;
import dev.posada.HostUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How connections are kept. */
class OllamaConnectionTest {
    @RegisterExtension
    final FaultyOllama ollama = new FaultyOllama();

    @Test
    void areUsedAgainAfterAWholeAnswer() {
        ollama.serve(FINE);

        ollama.chat();
        ollama.chat();

        assertThat(ollama.server().requests()).hasSize(2);
        assertThat(ollama.server().connections()).isEqualTo(1);
    }

    @Test
    void thatTheServerClosedMeanwhileAreNoFailure() {
        ollama.serve(connection -> {
            connection.beginChunks();
            connection.chunk(WHOLE_LINES);
            connection.send("0\r\n\r\n"); // and closes
        });

        ollama.chat();
        ollama.chat();

        assertThat(ollama.server().connections()).isEqualTo(2);
    }

    @Test
    void giveAllWordsThatCameBeforeAnErrorOnTheSamePacket() {
        ollama.serve(connection -> {
            connection.begin();
            connection.send(FIRST_LINE + FIRST_LINE + "{\"error\":\"boom\"}\n");
        });
        List<ChatEvent> events = new ArrayList<>();

        assertThatExceptionOfType(HostUnavailableException.class)
                .isThrownBy(() -> ollama.host().chatModel("m").stream("Hi").forEach(events::add));

        assertThat(events).filteredOn(ChatEvent.TextDelta.class::isInstance).hasSize(2);
    }
}
