// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.Thinking.Mode;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How one kind of server differs from the others that speak the OpenAI wire. Start from a named dialect and replace what is
 * different:
 *
 * <pre>{@code
 * Dialect dialect = Dialect.standard().toBuilder()
 *         .thinkingTags(ThinkingTags.alreadyOpen("<think>", "</think>"))
 *         .build();
 * }</pre>
 *
 * <p>A dialect holds only what can't be told from an answer. All names for thinking in an answer, token counts in any chunk,
 * every form of error (text, object, a 200 with an error in it, an event named {@code error}) and a plain JSON document in
 * place of a stream are understood whatever the dialect. Immutable and thread-safe.
 */
public final class Dialect {
    private static final Dialect STANDARD = new Builder("OpenAI-compatible server").build();

    /** How a server says that an answer is complete. */
    public enum Terminator {
        /** A finish reason, and {@code [DONE]} after it. */
        DONE,
        /** A finish reason, and then the body ends; for servers that never send {@code [DONE]}. */
        FINISH_REASON
    }

    /** How a server is asked to count the tokens of a streamed answer. */
    public enum UsageRequest {
        /** With {@code stream_options.include_usage}. */
        STREAM_OPTIONS,
        /** Not at all: it counts by itself, or never. */
        UNASKED
    }

    /** The name of the field for the longest answer. */
    public enum TokenLimit {
        /** {@code max_tokens}. */
        MAX_TOKENS,
        /** {@code max_completion_tokens}. */
        MAX_COMPLETION_TOKENS
    }

    /** Where a JSON schema for the answer goes. */
    public enum SchemaForm {
        /** {@code response_format} of type {@code json_schema}, with name and schema inside {@code json_schema}. */
        NESTED,
        /** {@code response_format} of type {@code json_object}, with the schema as {@code schema}. */
        IN_JSON_OBJECT,
        /** {@code response_format} of type {@code json_object}, with the schema as {@code value}. */
        AS_VALUE,
        /** A field {@code json_schema} of the request. */
        TOP_LEVEL,
        /** A field {@code guided_json} of the request; vLLM before 0.12. */
        GUIDED_JSON,
        /** {@code structured_outputs} with the schema as {@code json}; vLLM since 0.11. */
        STRUCTURED_OUTPUTS
    }

    /** How a server is asked for JSON of any form. */
    public enum JsonForm {
        /** {@code response_format} of type {@code json_object}. */
        JSON_OBJECT,
        /** A schema that every object fits, for servers that refuse or ignore {@code json_object}. */
        OBJECT_SCHEMA
    }

    /** Whether the model is told the schema that its answer is held to. */
    public enum SchemaHint {
        /** It is added to the instructions: most servers hold the model to the schema but do not show it. */
        IN_PROMPT,
        /** It is not, since the server shows it. */
        NONE
    }

    /** What a server knows of {@code tool_choice}. */
    public enum ToolChoiceForm {
        /** All of it, a tool by its name included. */
        NAMED,
        /** No names: the tool that must be called is sent alone, and some tool is required. */
        ONLY_TOOL,
        /** Nothing. The model decides; to forbid tools, none are sent. */
        AUTO
    }

    /** How earlier thinking is sent back with the conversation. */
    public enum ThinkingReplay {
        /** As {@code reasoning_content}. */
        REASONING_CONTENT,
        /** As {@code reasoning}. */
        REASONING,
        /** In the text, between the tags of {@link #thinkingTags()}. */
        TAGS,
        /** It is left out, as servers want that have no use for it. */
        NONE
    }

    /** What a message may hold besides text. */
    public enum Input {
        /** Pictures that are sent along. */
        IMAGE,
        /** Pictures that the server fetches itself. */
        IMAGE_ADDRESS,
        /** Sound that is sent along. */
        AUDIO
    }

    /** Settings for choosing tokens that OpenAI itself does not have. */
    public enum Sampler {
        /** {@code top_k}. */
        TOP_K,
        /** {@code min_p}. */
        MIN_P
    }

    /** How a server is asked to write vectors. Either way of writing is understood. */
    public enum EmbeddingEncoding {
        /** As JSON numbers. */
        FLOAT,
        /** As little-endian floats in Base64: about a third of the size. */
        BASE64,
        /** As the server likes; nothing is sent. */
        UNASKED
    }

    /** Whether the length of vectors can be asked for. */
    public enum Dimensions {
        /** Yes, with {@code dimensions}. */
        ASKED,
        /** No: it is the model's own, and {@code dimensions} would be ignored. */
        FIXED
    }

    /** The name of the field for the documents to be ordered. */
    public enum RerankForm {
        /** {@code documents}, as Jina and Cohere have it. */
        DOCUMENTS,
        /** {@code texts}, as Hugging Face's text-embeddings-inference has it. */
        TEXTS
    }

    private final String name;
    private final String root;
    private final Terminator terminator;
    private final UsageRequest usage;
    private final TokenLimit tokenLimit;
    private final SchemaForm jsonSchema;
    private final JsonForm json;
    private final SchemaHint schemaHint;
    private final ToolChoiceForm toolChoice;
    private final ThinkingTags thinkingTags;
    private final ThinkingControl thinkingControl;
    private final ThinkingReplay thinkingReplay;
    private final Set<Input> inputs;
    private final Set<Sampler> samplers;
    private final EmbeddingEncoding embeddingEncoding;
    private final Dimensions dimensions;
    private final RerankForm rerank;

    private Dialect(Builder builder) {
        this.name = builder.name;
        this.root = builder.root;
        this.terminator = builder.terminator;
        this.usage = builder.usage;
        this.tokenLimit = builder.tokenLimit;
        this.jsonSchema = builder.jsonSchema;
        this.json = builder.json;
        this.schemaHint = builder.schemaHint;
        this.toolChoice = builder.toolChoice;
        this.thinkingTags = builder.thinkingTags;
        this.thinkingControl = builder.thinkingControl;
        this.thinkingReplay = builder.thinkingReplay;
        this.inputs = Set.copyOf(builder.inputs);
        this.samplers = Set.copyOf(builder.samplers);
        this.embeddingEncoding = builder.embeddingEncoding;
        this.dimensions = builder.dimensions;
        this.rerank = builder.rerank;
    }

    /** What most servers of open models take: vLLM, SGLang, llamafile, Docker Model Runner and the routers before them. */
    public static Dialect standard() {
        return STANDARD;
    }

    /** OpenAI itself, which refuses fields that it does not know. */
    public static Dialect openAi() {
        return new Builder("OpenAI")
                .tokenLimit(TokenLimit.MAX_COMPLETION_TOKENS)
                .schemaHint(SchemaHint.NONE)
                .thinkingTags(ThinkingTags.none())
                .thinkingControl(ThinkingControl.none().effort(Mode.OFF, Mode.LOW, Mode.MEDIUM, Mode.HIGH))
                .thinkingReplay(ThinkingReplay.NONE)
                .samplers()
                .build();
    }

    /** vLLM. A budget for thinking needs a version from 2026 that was started with {@code --reasoning-config}. */
    public static Dialect vllm() {
        return new Builder("vLLM")
                .thinkingControl(STANDARD.thinkingControl.budget("thinking_token_budget"))
                .build();
    }

    /** SGLang. */
    public static Dialect sglang() {
        return new Builder("SGLang").build();
    }

    /** Hugging Face's text-generation-inference. */
    public static Dialect tgi() {
        return new Builder("TGI")
                .jsonSchema(SchemaForm.AS_VALUE)
                .json(JsonForm.OBJECT_SCHEMA)
                .thinkingControl(ThinkingControl.none())
                .thinkingReplay(ThinkingReplay.NONE)
                .inputs(Input.IMAGE, Input.IMAGE_ADDRESS)
                .samplers()
                .build();
    }

    /** Hugging Face's text-embeddings-inference, which has embeddings and reranking only. */
    public static Dialect tei() {
        return new Builder("text-embeddings-inference").rerank(RerankForm.TEXTS).build();
    }

    /**
     * Ollama's OpenAI side, for programs that can't use its native one. It has no tool choice and sets the temperature to 1
     * where none is given.
     */
    public static Dialect ollama() {
        return new Builder("Ollama (/v1)")
                .toolChoice(ToolChoiceForm.AUTO)
                .thinkingControl(ThinkingControl.none().effort(Mode.OFF, Mode.LOW, Mode.MEDIUM, Mode.HIGH))
                .thinkingReplay(ThinkingReplay.REASONING)
                .inputs(Input.IMAGE)
                .samplers()
                .build();
    }

    /**
     * A named dialect by its name, as host URIs have it.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static Dialect named(String name) {
        return switch (name) {
            case "standard" -> standard();
            case "openai" -> openAi();
            case "vllm" -> vllm();
            case "sglang" -> sglang();
            case "tgi" -> tgi();
            case "tei" -> tei();
            case "ollama" -> ollama();
            default ->
                throw new IllegalArgumentException("There is no dialect \"" + name
                        + "\"; there are standard, openai, vllm, sglang, tgi, tei and ollama.");
        };
    }

    /** A builder that starts from this dialect. */
    public Builder toBuilder() {
        return new Builder(name)
                .root(root)
                .terminator(terminator)
                .usage(usage)
                .tokenLimit(tokenLimit)
                .jsonSchema(jsonSchema)
                .json(json)
                .schemaHint(schemaHint)
                .toolChoice(toolChoice)
                .thinkingTags(thinkingTags)
                .thinkingControl(thinkingControl)
                .thinkingReplay(thinkingReplay)
                .inputs(inputs.toArray(Input[]::new))
                .samplers(samplers.toArray(Sampler[]::new))
                .embeddingEncoding(embeddingEncoding)
                .dimensions(dimensions)
                .rerank(rerank);
    }

    /** The server's name in messages. */
    public String name() {
        return name;
    }

    /** What stands before all paths of this wire, such as {@code /v1}; empty for nothing. */
    public String root() {
        return root;
    }

    /** How the server says that an answer is complete. */
    public Terminator terminator() {
        return terminator;
    }

    /** How the server is asked to count tokens. */
    public UsageRequest usage() {
        return usage;
    }

    /** The name of the field for the longest answer. */
    public TokenLimit tokenLimit() {
        return tokenLimit;
    }

    /** Where a JSON schema goes. */
    public SchemaForm jsonSchema() {
        return jsonSchema;
    }

    /** How the server is asked for JSON of any form. */
    public JsonForm json() {
        return json;
    }

    /** Whether the model is told the schema. */
    public SchemaHint schemaHint() {
        return schemaHint;
    }

    /** What the server knows of tool choice. */
    public ToolChoiceForm toolChoice() {
        return toolChoice;
    }

    /** How thinking is told from the answer where both are one text. */
    public ThinkingTags thinkingTags() {
        return thinkingTags;
    }

    /** The means by which the server can be told how much to think. */
    public ThinkingControl thinkingControl() {
        return thinkingControl;
    }

    /** How earlier thinking is sent back. */
    public ThinkingReplay thinkingReplay() {
        return thinkingReplay;
    }

    /** What a message may hold besides text. */
    public Set<Input> inputs() {
        return inputs;
    }

    /** The settings for choosing tokens that the server has beyond OpenAI's. */
    public Set<Sampler> samplers() {
        return samplers;
    }

    /** How the server is asked to write vectors. */
    public EmbeddingEncoding embeddingEncoding() {
        return embeddingEncoding;
    }

    /** Whether the length of vectors can be asked for. */
    public Dimensions dimensions() {
        return dimensions;
    }

    /** The name of the field for the documents to be ordered. */
    public RerankForm rerank() {
        return rerank;
    }

    @Override
    public String toString() {
        return "Dialect[" + name + "]";
    }

    /** Collects a dialect; what is not set is as in {@link Dialect#standard()}. Not thread-safe. */
    public static final class Builder {
        private String name;
        private String root = "/v1";
        private Terminator terminator = Terminator.DONE;
        private UsageRequest usage = UsageRequest.STREAM_OPTIONS;
        private TokenLimit tokenLimit = TokenLimit.MAX_TOKENS;
        private SchemaForm jsonSchema = SchemaForm.NESTED;
        private JsonForm json = JsonForm.JSON_OBJECT;
        private SchemaHint schemaHint = SchemaHint.IN_PROMPT;
        private ToolChoiceForm toolChoice = ToolChoiceForm.NAMED;
        private ThinkingTags thinkingTags = ThinkingTags.atStart("<think>", "</think>");
        private ThinkingControl thinkingControl =
                ThinkingControl.none().templateSwitch("enable_thinking").effort(Mode.LOW, Mode.MEDIUM, Mode.HIGH);
        private ThinkingReplay thinkingReplay = ThinkingReplay.REASONING_CONTENT;
        private Set<Input> inputs = EnumSet.allOf(Input.class);
        private Set<Sampler> samplers = EnumSet.allOf(Sampler.class);
        private EmbeddingEncoding embeddingEncoding = EmbeddingEncoding.FLOAT;
        private Dimensions dimensions = Dimensions.ASKED;
        private RerankForm rerank = RerankForm.DOCUMENTS;

        private Builder(String name) {
            this.name = name;
        }

        /** The server's name in messages. */
        public Builder name(String text) {
            name = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * What stands before all paths of this wire; {@code /v1} if not set, empty for nothing.
         *
         * @throws IllegalArgumentException if it does not begin with a slash, or ends with one
         */
        public Builder root(String path) {
            if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
                throw new IllegalArgumentException(
                        "The root \"" + path + "\" must begin with a slash and not end with one.");
            }
            root = path;
            return this;
        }

        /** How the server says that an answer is complete. */
        public Builder terminator(Terminator form) {
            terminator = Objects.requireNonNull(form, "form");
            return this;
        }

        /** How the server is asked to count tokens. */
        public Builder usage(UsageRequest form) {
            usage = Objects.requireNonNull(form, "form");
            return this;
        }

        /** The name of the field for the longest answer. */
        public Builder tokenLimit(TokenLimit form) {
            tokenLimit = Objects.requireNonNull(form, "form");
            return this;
        }

        /** Where a JSON schema goes. */
        public Builder jsonSchema(SchemaForm form) {
            jsonSchema = Objects.requireNonNull(form, "form");
            return this;
        }

        /** How the server is asked for JSON of any form. */
        public Builder json(JsonForm form) {
            json = Objects.requireNonNull(form, "form");
            return this;
        }

        /** Whether the model is told the schema. */
        public Builder schemaHint(SchemaHint form) {
            schemaHint = Objects.requireNonNull(form, "form");
            return this;
        }

        /** What the server knows of tool choice. */
        public Builder toolChoice(ToolChoiceForm form) {
            toolChoice = Objects.requireNonNull(form, "form");
            return this;
        }

        /** How thinking is told from the answer where both are one text. */
        public Builder thinkingTags(ThinkingTags tags) {
            thinkingTags = Objects.requireNonNull(tags, "tags");
            return this;
        }

        /** The means by which the server can be told how much to think. */
        public Builder thinkingControl(ThinkingControl control) {
            thinkingControl = Objects.requireNonNull(control, "control");
            return this;
        }

        /** How earlier thinking is sent back. */
        public Builder thinkingReplay(ThinkingReplay form) {
            thinkingReplay = Objects.requireNonNull(form, "form");
            return this;
        }

        /** What a message may hold besides text: exactly these. */
        public Builder inputs(Input... known) {
            inputs = Set.of(known);
            return this;
        }

        /** The settings for choosing tokens that the server has beyond OpenAI's: exactly these. */
        public Builder samplers(Sampler... known) {
            samplers = Set.of(known);
            return this;
        }

        /** How the server is asked to write vectors. */
        public Builder embeddingEncoding(EmbeddingEncoding form) {
            embeddingEncoding = Objects.requireNonNull(form, "form");
            return this;
        }

        /** Whether the length of vectors can be asked for. */
        public Builder dimensions(Dimensions form) {
            dimensions = Objects.requireNonNull(form, "form");
            return this;
        }

        /** The name of the field for the documents to be ordered. */
        public Builder rerank(RerankForm form) {
            rerank = Objects.requireNonNull(form, "form");
            return this;
        }

        /**
         * The dialect.
         *
         * @throws IllegalArgumentException if thinking is to be sent back in tags, but there are none
         */
        public Dialect build() {
            if (thinkingReplay == ThinkingReplay.TAGS && thinkingTags.areNone()) {
                throw new IllegalArgumentException("Thinking can't be sent back in tags, as thinkingTags names none.");
            }
            return new Dialect(this);
        }
    }
}
