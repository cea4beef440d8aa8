// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.ErrorDetails;
import dev.posada.Message;
import dev.posada.http.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model is to be made of: another model or files of weights, and what goes with them.
 *
 * <pre>{@code
 * OllamaModelSpec spec = OllamaModelSpec.from("qwen3:8b").parameter("num_ctx", 16_384).build();
 * try (ModelPull progress = ollama.modelLibrary().create("qwen3-16k", spec)) {
 *     progress.await();
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class OllamaModelSpec {
    private final @Nullable String base;
    private final List<Path> files;
    private final List<Path> adapters;
    private final Map<String, String> parameters;
    private final List<Message> messages;
    private final Map<String, String> fields;

    private OllamaModelSpec(Builder builder) {
        this.base = builder.base;
        this.files = List.copyOf(builder.files);
        this.adapters = List.copyOf(builder.adapters);
        this.parameters = new TreeMap<>(builder.parameters);
        this.messages = List.copyOf(builder.messages);
        this.fields = new LinkedHashMap<>(builder.fields);
    }

    /** A model made of another one that the server has. */
    public static Builder from(String baseModel) {
        return new Builder(Objects.requireNonNull(baseModel, "baseModel"));
    }

    /** A model made of files on this machine, such as one of GGUF; they are sent to the server if it has not got them. */
    public static Builder ofFiles(Path... weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("A model needs at least one file of weights.");
        }
        Builder builder = new Builder(null);
        builder.files.addAll(List.of(weights));
        return builder;
    }

    /**
     * A model after a model file as {@code ollama create -f} reads it. Files that it names lie on this machine, relative to the
     * model file.
     *
     * @throws java.io.UncheckedIOException if the file can't be read
     * @throws IllegalArgumentException if it can't be understood; the message tells the line
     */
    public static OllamaModelSpec modelFile(Path file) {
        return OllamaModelFile.read(file);
    }

    /** The files on this machine that the server needs. */
    List<Path> localFiles() {
        List<Path> all = new ArrayList<>(files);
        all.addAll(adapters);
        return all;
    }

    /**
     * The request that makes the server create the model.
     *
     * @param digests what the server knows the files by
     */
    JsonWriter json(String name, Map<Path, String> digests) {
        JsonWriter json = new JsonWriter().beginObject().field("model", name);
        if (base != null) {
            json.field("from", base);
        }
        writeFiles("files", files, digests, json);
        writeFiles("adapters", adapters, digests, json);
        if (!parameters.isEmpty()) {
            json.name("parameters").beginObject();
            parameters.forEach((parameter, value) -> json.name(parameter).raw(value));
            json.endObject();
        }
        if (!messages.isEmpty()) {
            json.name("messages");
            new OllamaMessages(json, new ArrayList<>(), ErrorDetails.none()).write(messages, "");
        }
        fields.forEach((field, value) -> json.name(field).raw(value));
        return json.endObject();
    }

    private static void writeFiles(String field, List<Path> paths, Map<Path, String> digests, JsonWriter json) {
        if (paths.isEmpty()) {
            return;
        }
        json.name(field).beginObject();
        for (Path path : paths) {
            json.field(String.valueOf(path.getFileName()), Objects.requireNonNull(digests.get(path)));
        }
        json.endObject();
    }

    /** Collects what a model is made of. Not thread-safe. */
    public static final class Builder {
        private final @Nullable String base;
        private final List<Path> files = new ArrayList<>();
        private final List<Path> adapters = new ArrayList<>();
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final List<Message> messages = new ArrayList<>();
        private final Map<String, String> fields = new LinkedHashMap<>();

        private Builder(@Nullable String base) {
            this.base = base;
        }

        /** Adds a file of fine-tuning weights on this machine. */
        public Builder adapter(Path file) {
            adapters.add(Objects.requireNonNull(file, "file"));
            return this;
        }

        /** The template around conversations, in the language of Ollama's model files. */
        public Builder template(String text) {
            return field("template", OllamaJson.quote(text));
        }

        /** The instructions that the model has unless a conversation brings its own. */
        public Builder system(String text) {
            return field("system", OllamaJson.quote(text));
        }

        /** The terms under which the model may be used. */
        public Builder license(String text) {
            return field("license", OllamaJson.quote(text));
        }

        /** A model option that calls get unless they set their own, such as {@code num_ctx}. */
        public Builder parameter(String name, long value) {
            return parameterJson(name, Long.toString(value));
        }

        /** A model option that calls get unless they set their own, such as {@code temperature}. */
        public Builder parameter(String name, double value) {
            return parameterJson(name, new JsonWriter().value(value).toString());
        }

        /** A model option that calls get unless they set their own, such as {@code use_mmap}. */
        public Builder parameter(String name, boolean value) {
            return parameterJson(name, Boolean.toString(value));
        }

        /** Texts at which answers end unless a call sets its own. */
        public Builder stop(String... texts) {
            JsonWriter json = new JsonWriter().beginArray();
            for (String text : texts) {
                json.value(text);
            }
            return parameterJson("stop", json.endArray().toString());
        }

        /** A model option with its value as JSON text. */
        public Builder parameterJson(String name, String json) {
            parameters.put(name, OllamaJson.requireValid(json, "The parameter " + name));
            return this;
        }

        /** Adds a turn of an example conversation that the model begins every conversation with. */
        public Builder message(Message message) {
            messages.add(Objects.requireNonNull(message, "message"));
            return this;
        }

        /** Makes the weights smaller: {@code q4_K_M}, {@code q4_K_S} or {@code q8_0}. */
        public Builder quantize(String type) {
            return field("quantize", OllamaJson.quote(type));
        }

        /** A field of the request that this version does not know, with its value as JSON text. */
        public Builder field(String name, String json) {
            fields.put(name, OllamaJson.requireValid(json, "The field " + name));
            return this;
        }

        /** The description. */
        public OllamaModelSpec build() {
            return new OllamaModelSpec(this);
        }
    }
}
