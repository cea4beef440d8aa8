// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The file that is shipped. Its sum is checked here and not when it is read, which would make each start slower. */
class DemoModelFileTest {
    @Test
    void theFileIsTheOneThatItsSumBelongsTo() throws NoSuchAlgorithmException {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(DemoModel.file());

        assertThat(text(DemoModel.RESOURCE + ".sha256"))
                .isEqualTo(HexFormat.of().formatHex(sum) + "  posada-tiny-q8_0.gguf\n");
    }

    @Test
    void itsCardTellsOfThisFile() {
        String sum = text(DemoModel.RESOURCE + ".sha256").substring(0, 64);

        assertThat(text("/META-INF/posada/posada-tiny/MODEL_CARD.md")).contains(sum);
    }

    @Test
    void itsChatTemplateIsTheOneThatIsWrittenInJavaHere() {
        assertThat(DemoModel.MODEL.chatTemplate()).isEqualTo(text("/dev/posada/embedded/chat-template.jinja"));
    }

    private static String text(String resource) {
        try (InputStream stream = DemoModelFileTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
