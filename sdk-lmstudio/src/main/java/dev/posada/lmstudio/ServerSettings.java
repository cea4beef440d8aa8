// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ProtocolException;
import dev.posada.spi.Environment;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** What LM Studio has written down of its server on this machine. */
final class ServerSettings {
    private static final System.Logger LOGGER = System.getLogger(ServerSettings.class.getName());

    private static final JsonNames NAMES = JsonNames.of("port");

    private ServerSettings() {}

    /** The port of the server, if the user's settings can be read; they are nothing to rely on, so their absence is no failure. */
    static OptionalInt port(Environment environment) {
        return environment
                .get("HOME")
                .or(() -> environment.get("USERPROFILE"))
                .map(home -> portIn(Path.of(home, ".lmstudio", ".internal", "http-server-config.json")))
                .orElse(OptionalInt.empty());
    }

    private static OptionalInt portIn(Path file) {
        try {
            return read(JsonCursor.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return OptionalInt.empty(); // LM Studio was never here
        } catch (IOException | ProtocolException e) {
            LOGGER.log(Level.DEBUG, "The settings of LM Studio's server in " + file + " can't be read.", e);
            return OptionalInt.empty();
        }
    }

    private static OptionalInt read(JsonCursor object) {
        int port = 0;
        object.beginObject();
        for (int name = object.nextName(NAMES); name != JsonCursor.END; name = object.nextName(NAMES)) {
            if (name == 0 && object.peek() == JsonCursor.Kind.NUMBER) {
                port = object.intValue();
            }
        }
        return port > 0 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
    }
}
