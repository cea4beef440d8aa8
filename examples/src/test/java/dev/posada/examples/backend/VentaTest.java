// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posada.ChatModel;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.testkit.MisbehavingServer;
import dev.posada.testkit.Script;
import dev.posada.testkit.Wire;
import org.junit.jupiter.api.Test;

class VentaTest {
    @Test
    void isFoundByItsScheme() {
        try (MisbehavingServer server = MisbehavingServer.of(Wire.ollama(), Script.answer("Hello"));
                ChatModel model = ChatModel.open(server.url().replace("http", "venta") + "/tiny")) {
            assertThat(model.chat("Hi").text()).isEqualTo("Hello");
        }
    }

    @Test
    void listsItsModelsAndKnowsNoOther() {
        try (MisbehavingServer server = MisbehavingServer.of(Wire.ollama(), Script.answer("Hello"));
                ModelHost host = Venta.builder().url(server.url()).build()) {
            assertThat(host.models()).extracting(ModelInfo::name).containsExactly("tiny");
            assertThatThrownBy(() -> host.model("huge"))
                    .isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("has no model \"huge\"");
        }
    }

    @Test
    void saysThatItIsDown() {
        try (ModelHost host = Venta.builder().url("http://127.0.0.1:9").build()) {
            assertThat(host.health().isUp()).isFalse();
            assertThat(host.health().detail()).contains("Start it with");
        }
    }
}
