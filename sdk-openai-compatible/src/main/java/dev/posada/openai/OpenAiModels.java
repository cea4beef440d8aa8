// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ErrorDetails;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpTransport;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the list of models. The wire tells little of them; what single servers add to it is read as well. */
final class OpenAiModels {
    private static final JsonNames ANSWER = JsonNames.of("data", "error");
    private static final JsonNames MODEL = JsonNames.of(
            "id",
            "aliases",
            "meta",
            // vLLM and SGLang; OpenRouter and others; Groq; Mistral
            "max_model_len",
            "context_length",
            "context_window",
            "max_context_length");
    private static final JsonNames META = JsonNames.of("n_ctx");

    private final HttpAnswer answer;
    private final List<ModelInfo> models = new ArrayList<>();
    private final Map<String, ModelInfo> byName = new LinkedHashMap<>();
    private boolean hasList;

    private OpenAiModels(HttpAnswer answer) {
        this.answer = answer;
    }

    static OpenAiModels read(HttpAnswer answer) {
        OpenAiModels list = new OpenAiModels(answer);
        list.read(answer.json());
        if (!list.hasList) {
            throw OpenAiAnswers.senseless(answer, "it holds no list of models");
        }
        return list;
    }

    List<ModelInfo> all() {
        return List.copyOf(models);
    }

    ModelInfo named(String name, HttpTransport transport) {
        ModelInfo found = byName.get(name);
        if (found == null) {
            throw new ModelNotFoundException(
                    transport + " has no model \"" + name + "\". It has "
                            + models.stream().map(ModelInfo::name).toList() + ".",
                    ErrorDetails.none());
        }
        return found;
    }

    private void read(JsonCursor json) {
        if (json.peek() == Kind.ARRAY) {
            readList(json);
            return;
        }
        json.beginObject();
        for (int name = json.nextName(ANSWER); name != JsonCursor.END; name = json.nextName(ANSWER)) {
            if (json.isNull()) {
                hasList |= name == 0; // Ollama without any model
            } else if (name == 0) {
                readList(json);
            } else if (name == 1) {
                throw answer.failure(json.raw());
            }
        }
    }

    private void readList(JsonCursor json) {
        hasList = true;
        json.beginArray();
        while (json.nextElement()) {
            readModel(json.raw());
        }
    }

    private void readModel(String raw) {
        String id = "";
        Integer window = null;
        List<String> aliases = List.of();
        JsonCursor json = JsonCursor.of(raw);
        json.beginObject();
        for (int name = json.nextName(MODEL); name != JsonCursor.END; name = json.nextName(MODEL)) {
            switch (name) {
                case 0 -> id = json.text();
                case 1 -> aliases = texts(json);
                case 2 -> window = window == null && json.peek() == Kind.OBJECT ? meta(json) : window;
                case 3, 4, 5, 6 -> window = json.peek() == Kind.NUMBER ? Integer.valueOf(json.intValue()) : window;
                default -> json.skip();
            }
        }
        if (id.isEmpty()) {
            throw OpenAiAnswers.senseless(answer, "a model in it has no id");
        }
        ModelInfo model = ModelInfo.builder(id).contextWindow(window).json(raw).build();
        models.add(model);
        byName.putIfAbsent(id, model);
        aliases.forEach(alias -> byName.putIfAbsent(alias, model));
    }

    private static List<String> texts(JsonCursor json) {
        List<String> texts = new ArrayList<>();
        if (json.peek() == Kind.ARRAY) {
            json.beginArray();
            while (json.nextElement()) {
                texts.add(json.text());
            }
        }
        return texts;
    }

    private static @Nullable Integer meta(JsonCursor json) {
        Integer window = null;
        json.beginObject();
        for (int name = json.nextName(META); name != JsonCursor.END; name = json.nextName(META)) {
            if (name == 0 && json.peek() == Kind.NUMBER) {
                window = json.intValue();
            }
        }
        return window;
    }
}
