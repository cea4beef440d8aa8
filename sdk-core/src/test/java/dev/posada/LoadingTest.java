// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program pays for the libraries that bind JSON, make schemas and check them when it uses them, and not before. */
class LoadingTest {
    private static final List<String> HEAVY = List.of(
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.github.victools.jsonschema.generator.SchemaGenerator",
            "dev.harrel.jsonschema.Validator",
            "org.slf4j.LoggerFactory");

    /** Asks a model that calls tools, and looks at the calls without running them. */
    public static final class Chat implements Runnable {
        record City(String city) {}

        @Override
        public void run() {
            Tool weather = Tool.of("get_weather", "Current weather", City.class, City::city);
            ScriptedModel model =
                    new ScriptedModel().calls(new Content.ToolCall("1", "get_weather", "{\"city\":\"Cusco\"}"));
            StructuredOutput<City> output = StructuredOutput.of(City.class);
            ChatRequest request = ChatRequest.builder()
                    .user("Why?")
                    .tools(weather)
                    .extra("x", "{}")
                    .build();

            Content.ToolCall call = model.chat(request).toolCalls().get(0);

            if (call.argumentsProblem().isPresent() || output.toString().isEmpty()) {
                throw new IllegalStateException("The chat did not go as it should.");
            }
        }
    }

    /** Loads everything anew and remembers what. */
    private static final class WatchedLoader extends URLClassLoader {
        WatchedLoader(URL... classPath) {
            super(classPath, ClassLoader.getPlatformClassLoader());
        }

        boolean hasLoaded(String name) {
            return findLoadedClass(name) != null;
        }
    }

    private static WatchedLoader loader() {
        return new WatchedLoader(
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(File::new)
                        .map(LoadingTest::url)
                        .toArray(URL[]::new));
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void aChatDoesNotLoadWhatOnlyBindingNeeds() throws ReflectiveOperationException, IOException {
        try (WatchedLoader loader = loader()) {
            Class<?> chat = loader.loadClass("dev.posada.LoadingTest$Chat");

            ((Runnable) chat.getConstructor().newInstance()).run();

            assertThat(loader.hasLoaded("dev.posada.ChatStream")).isTrue();
            assertThat(HEAVY).filteredOn(loader::hasLoaded).isEmpty();
        }
    }
}
