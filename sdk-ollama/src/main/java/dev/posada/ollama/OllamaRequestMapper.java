// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.BackendOptions;
import dev.posada.ChatRequest;
import dev.posada.ChatWarning;
import dev.posada.CompletionRequest;
import dev.posada.EmbeddingRequest;
import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.ModelRequest;
import dev.posada.OutputFormat;
import dev.posada.Tool;
import dev.posada.ToolChoice;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts requests into the words of Ollama, for one model. Immutable and thread-safe. */
final class OllamaRequestMapper {
    private final String model;
    private final OllamaOptions defaults;
    private final boolean isCloud;
    private final ErrorDetails where;

    /**
     * A mapper for one model.
     *
     * @param defaults the options of the host, which a request's own win over
     * @param isCloud whether the model runs in Ollama's cloud
     * @param where the host and model, for errors
     */
    OllamaRequestMapper(String model, OllamaOptions defaults, boolean isCloud, ErrorDetails where) {
        this.model = model;
        this.defaults = defaults;
        this.isCloud = isCloud;
        this.where = where;
    }

    /**
     * The body for {@code /api/chat}. The answer is asked for as a stream whatever the caller wants, because only a stream tells
     * a slow answer from one that has stalled.
     *
     * @throws UnsupportedFeatureException if Ollama can't do what the request asks for
     * @throws InvalidRequestException if the request makes no sense to Ollama
     */
    OllamaBody chat(ChatRequest request) {
        if (request.messages().isEmpty()) {
            throw invalid("The request has no messages: Ollama would load the model and say nothing.");
        }
        if (!ownOptions(request).completionFields().isEmpty()) {
            throw invalid(
                    "The options templated, template and system are for raw completion. A chat has its template from the"
                            + " model, and its instructions in a system message.");
        }
        List<ChatWarning> warnings = new ArrayList<>(0);
        OllamaOptions options = options(request, warnings);
        boolean useTools = useTools(request);
        OllamaFields fields = begin(options, request.extra());
        fields.json().field("stream", true).name("messages");
        new OllamaMessages(fields.json(), warnings, where).write(request.messages(), instruction(request, options));
        if (useTools && fields.begin("tools")) {
            write(request.tools(), fields.json(), warnings);
        }
        if (request.thinking().isPresent() && fields.begin("think")) {
            fields.json().raw(OllamaThinking.of(request.thinking().get(), model, warnings));
        }
        request.topLogprobs().ifPresent(alternatives -> {
            fields.add("logprobs", "true");
            fields.add("top_logprobs", Integer.toString(alternatives));
        });
        addFormat(request, fields, warnings);
        fields.end(OllamaSampling.of(request.sampling(), options.options()));
        return new OllamaBody(fields.json(), warnings);
    }

    /**
     * The body for {@code /api/generate}. A plain completion is sent raw, so that no template comes around the prompt; a gap to
     * be filled is not, because it is the template that knows how a model wants to see the gap.
     *
     * @throws InvalidRequestException if there is nothing to continue
     */
    OllamaBody completion(CompletionRequest request) {
        if (request.prompt().isEmpty() && request.suffix().isEmpty()) {
            throw invalid("The prompt is empty: Ollama would load the model and say nothing.");
        }
        List<ChatWarning> warnings = new ArrayList<>(0);
        OllamaOptions options = options(request, warnings);
        OllamaFields fields = begin(options, request.extra());
        fields.json().field("stream", true).field("prompt", request.prompt());
        request.suffix().ifPresent(suffix -> fields.json().field("suffix", suffix));
        if (request.suffix().isEmpty() && options.completionFields().isEmpty()) {
            fields.add("raw", "true");
        }
        options.completionFields().forEach(fields::add);
        fields.add("think", "false"); // or the server takes thoughts out of a text that is to be continued as it is
        addFormat(request, fields, warnings);
        fields.end(OllamaSampling.of(request.sampling(), options.options()));
        return new OllamaBody(fields.json(), warnings);
    }

    /** The body for {@code /api/embed}. */
    OllamaBody embedding(EmbeddingRequest request) {
        List<ChatWarning> warnings = new ArrayList<>(0);
        OllamaOptions options = options(request.options().map(List::of).orElse(List.of()), warnings);
        OllamaFields fields = begin(options, Map.of());
        fields.json().name("input").beginArray();
        request.texts().forEach(fields.json()::value);
        fields.json().endArray();
        fields.add("truncate", Boolean.toString(request.truncate()));
        request.dimensions().ifPresent(length -> fields.add("dimensions", Integer.toString(length)));
        fields.end(options.options());
        return new OllamaBody(fields.json(), warnings);
    }

    /** The body that makes the server load the model, with the options that calls will have: others would load it again. */
    JsonWriter load() {
        OllamaFields fields = begin(defaults, Map.of());
        fields.json().field("stream", false);
        fields.end(defaults.options());
        return fields.json();
    }

    /** The body that makes the server load a model that does nothing but embed. */
    JsonWriter loadEmbedding() {
        OllamaFields fields = begin(defaults, Map.of());
        fields.json().name("input").beginArray().endArray();
        fields.end(defaults.options());
        return fields.json();
    }

    /** The model options that a request goes with: its own, and the host's. */
    OllamaOptions options(ModelRequest request) {
        return ownOptions(request).orElse(defaults);
    }

    private static OllamaOptions ownOptions(ModelRequest request) {
        return request.options(OllamaOptions.class).orElse(OllamaOptions.none());
    }

    private OllamaOptions options(ModelRequest request, List<ChatWarning> warnings) {
        return options(request.options(), warnings);
    }

    private OllamaOptions options(List<BackendOptions> given, List<ChatWarning> warnings) {
        for (BackendOptions each : given) {
            if (each instanceof OllamaOptions own) {
                return own.orElse(defaults);
            }
        }
        if (!given.isEmpty()) {
            warnings.add(new ChatWarning(
                    ChatWarning.FOREIGN_OPTIONS,
                    "The request holds " + given.get(0).getClass().getSimpleName()
                            + ", which Ollama does not read; its own are OllamaOptions."));
        }
        return defaults;
    }

    private OllamaFields begin(OllamaOptions options, Map<String, String> extra) {
        return new OllamaFields(model, options.fields(), extra, where);
    }

    private boolean useTools(ChatRequest request) {
        ToolChoice.Mode mode = request.toolChoice().mode();
        if (request.tools().isEmpty() || mode == ToolChoice.Mode.NONE) {
            return false;
        }
        if (mode != ToolChoice.Mode.AUTO) {
            throw unsupported("Ollama has no tool choice: the model decides whether it calls a tool, so " + mode
                    + " can't be promised. Leave the choice to the model and say in the prompt that it should call the tool,"
                    + " or ask for the arguments with an output format instead.");
        }
        if (request.outputFormat().kind() != OutputFormat.Kind.TEXT) {
            throw unsupported("Ollama can't offer tools and demand an output format in one request: the grammar of the"
                    + " format makes tool calls impossible. Let the model call its tools first, then ask for the format in a"
                    + " request with ToolChoice.none().");
        }
        return true;
    }

    private static void write(List<Tool> tools, JsonWriter json, List<ChatWarning> warnings) {
        Set<String> lost = new TreeSet<>();
        json.beginArray();
        for (Tool tool : tools) {
            json.beginObject().field("type", "function").name("function").beginObject();
            json.field("name", tool.name()).field("description", tool.description());
            json.name("parameters").raw(tool.schema());
            json.endObject().endObject();
            OllamaToolSchema.addLost(tool.schema(), lost);
        }
        json.endArray();
        if (!lost.isEmpty()) {
            warnings.add(new ChatWarning(
                    ChatWarning.APPROXIMATED,
                    "Ollama leaves some keywords out of the tools' schemas, so the model does not see them: " + lost
                            + ". Say in the descriptions what they mean."));
        }
    }

    private void addFormat(ModelRequest request, OllamaFields fields, List<ChatWarning> warnings) {
        OutputFormat format = request.outputFormat();
        if (format.kind() == OutputFormat.Kind.TEXT) {
            return;
        }
        // Models with a GGUF template do not hold to "json", but to the schema that says the same.
        fields.add("format", format.schema().orElse("{\"type\":\"object\"}"));
        if (isCloud) {
            warnings.add(new ChatWarning(
                    ChatWarning.APPROXIMATED,
                    "Ollama's cloud does not hold answers to an output format; the answer may have another form."));
        }
    }

    /** The server holds the answer to the schema but does not show it to the model, which would fill in a form unread. */
    private static String instruction(ChatRequest request, OllamaOptions options) {
        String schema = request.outputFormat().schema().orElse("");
        boolean isWanted = !schema.isEmpty() && options.schemaInPrompt().orElse(true);
        return isWanted && !mentions(request, schema)
                ? "Answer with JSON alone, valid against this JSON Schema:\n" + schema
                : "";
    }

    private static boolean mentions(ChatRequest request, String schema) {
        return request.messages().stream().anyMatch(message -> message.text().contains(schema));
    }

    private UnsupportedFeatureException unsupported(String message) {
        return new UnsupportedFeatureException(message, where);
    }

    private InvalidRequestException invalid(String message) {
        return new InvalidRequestException(message, where);
    }
}
