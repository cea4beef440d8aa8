// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.BackendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What only llama-server can be told, for one request or, through {@link LlamaCpp.Builder#defaultOptions}, for all requests to
 * a host. What a request sets wins over the host's, and an option here wins over the setting of the request that stands for
 * the same thing, such as {@code maxTokens}.
 *
 * <pre>{@code
 * ChatRequest request = ChatRequest.builder()
 *         .user("Is water wet?")
 *         .options(LlamaCppOptions.builder().grammar("root ::= \"yes\" | \"no\"").build())
 *         .build();
 * }</pre>
 *
 * <p>What is not set is left to the server: the flags it was started with, then what the model's file recommends, then the
 * values named below. Immutable and thread-safe.
 */
public final class LlamaCppOptions implements BackendOptions {
    /** What an option can be sent to. */
    enum Use {
        CHAT("chat"),
        COMPLETION("raw completion"),
        INFILL("filling a gap"),
        EMBEDDING("embedding");

        private final String words;

        Use(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final LlamaCppOptions NONE = builder().build();

    private static final Set<String> OF_CHAT = Set.of(
            "reasoning_format",
            "reasoning_effort",
            "reasoning_budget_tokens",
            "reasoning_budget_message",
            "reasoning_control",
            "parallel_tool_calls",
            "continue_final_message",
            "add_generation_prompt");
    private static final Set<String> OF_COMPLETION = Set.of("response_fields", "n_probs");
    private static final Set<String> OF_INFILL = Set.of("prompt", "input_extra");
    private static final Set<String> OF_EMBEDDING = Set.of("embd_normalize");

    /** Names that would break the call itself, with what to do instead. */
    private static final Map<String, String> RESERVED = Map.of(
            "stream", "answers always come as a stream",
            "stream_options", "the token counts are always asked for",
            "messages", "they are those of the request",
            "model", "it is the one that was asked",
            "n", "an answer is one answer; ask again for another one",
            "n_cmpl", "an answer is one answer; ask again for another one",
            "chat_template_kwargs", "use templateArgument");

    private final Map<String, String> fields;
    private final Map<String, String> templateArguments;

    /** The fields that are lists and grow by element; each element is JSON text. */
    private final Map<String, List<String>> lists;

    private LlamaCppOptions(Builder builder) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
        this.templateArguments = Collections.unmodifiableMap(new LinkedHashMap<>(builder.templateArguments));
        Map<String, List<String>> copies = new LinkedHashMap<>();
        builder.lists.forEach((name, elements) -> copies.put(name, List.copyOf(elements)));
        this.lists = Collections.unmodifiableMap(copies);
    }

    /** No options. */
    static LlamaCppOptions none() {
        return NONE;
    }

    /** Options to fill in. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.fields.putAll(fields);
        builder.templateArguments.putAll(templateArguments);
        lists.forEach((name, elements) -> builder.lists.put(name, new ArrayList<>(elements)));
        return builder;
    }

    /** The fields of the request by their names on the wire, such as {@code id_slot}, with their values as JSON text. */
    public Map<String, String> fields() {
        Map<String, String> all = new LinkedHashMap<>(fields);
        lists.forEach((name, elements) -> all.put(name, elements.toString()));
        return Collections.unmodifiableMap(all);
    }

    /** What the chat template is given by name, such as {@code enable_thinking}, with the values as JSON text. */
    public Map<String, String> templateArguments() {
        return templateArguments;
    }

    boolean has(String field) {
        return fields.containsKey(field) || lists.containsKey(field);
    }

    /** These options, and the others' where these have none. */
    LlamaCppOptions orElse(LlamaCppOptions others) {
        Builder builder = others.toBuilder();
        builder.fields.putAll(fields);
        builder.templateArguments.putAll(templateArguments);
        lists.forEach((name, elements) -> builder.lists.put(name, new ArrayList<>(elements)));
        return builder.build();
    }

    /** The fields that a use can take; the template arguments are not among them. */
    Map<String, String> fieldsFor(Use use) {
        Map<String, String> taken = new LinkedHashMap<>(fields());
        taken.keySet().removeIf(name -> !fits(name, use));
        return taken;
    }

    /** The options that mean nothing to a use, by their names on the wire. */
    List<String> misplacedFor(Use use) {
        List<String> names = new ArrayList<>(fields().keySet());
        names.removeIf(name -> fits(name, use));
        if (use != Use.CHAT && !templateArguments.isEmpty()) {
            names.add("chat_template_kwargs");
        }
        return names;
    }

    private static boolean fits(String name, Use use) {
        return switch (use) {
            case CHAT -> !OF_COMPLETION.contains(name) && !OF_INFILL.contains(name) && !OF_EMBEDDING.contains(name);
            case COMPLETION -> !OF_CHAT.contains(name) && !OF_INFILL.contains(name) && !OF_EMBEDDING.contains(name);
            case INFILL -> !OF_CHAT.contains(name) && !OF_EMBEDDING.contains(name);
            case EMBEDDING -> OF_EMBEDDING.contains(name);
        };
    }

    /**
     * The value again, if the server can be trusted with it.
     *
     * @throws IllegalArgumentException if the field is not to be set, or not to this value
     */
    static String requireAllowed(String name, String json) {
        String instead = RESERVED.get(name);
        if (instead != null) {
            throw new IllegalArgumentException("The field " + name + " can't be set: " + instead + ".");
        }
        // Servers before the middle of 2026 write outside their memory when told to discard fewer than no tokens.
        if (name.equals("n_discard") && json.strip().startsWith("-")) {
            throw new IllegalArgumentException("n_discard is " + json + "; it must be 0 or more.");
        }
        return LlamaCppJson.requireValid(json, "The field " + name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LlamaCppOptions that
                && fields.equals(that.fields)
                && templateArguments.equals(that.templateArguments)
                && lists.equals(that.lists);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields, templateArguments, lists);
    }

    @Override
    public String toString() {
        return "LlamaCppOptions[fields=" + fields().keySet() + ", templateArguments=" + templateArguments.keySet()
                + "]";
    }

    /** Collects options. Values in brackets are the server's own when neither it nor the model was told others. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final Map<String, String> templateArguments = new LinkedHashMap<>();
        private final Map<String, List<String>> lists = new LinkedHashMap<>();

        private Builder() {}

        // ---- the form of the answer

        /**
         * The grammar that the answer must follow, in llama.cpp's GBNF notation. It binds all that the model writes, its thinking
         * included; so with a grammar thinking is switched off unless the template argument {@code enable_thinking} is set, and a
         * request that asks for thinking, for tools or for JSON as well is an {@link dev.posada.UnsupportedFeatureException}.
         */
        public Builder grammar(String gbnf) {
            return text("grammar", gbnf);
        }

        /** Indents the first line of the answer by at least this many blanks, and all others; for code. [0] */
        public Builder minIndent(int blanks) {
            return number("n_indent", atLeast(0, blanks, "minIndent"));
        }

        // ---- how the next token is chosen

        /** Which samplers to use and in which order. For those of a later version use {@link #field}. */
        public Builder samplers(Sampler... inOrder) {
            return set(
                    "samplers",
                    LlamaCppJson.array(Stream.of(inOrder).map(Sampler::wireName).toList()));
        }

        /** Leaves out tokens whose score lies more than this many standard deviations below the best; -1 for none. [-1] */
        public Builder topNSigma(double deviations) {
            return number("top_n_sigma", deviations);
        }

        /** Leaves out tokens that are less typical than this, 0 to 1; 1 leaves none out. [1] */
        public Builder typicalP(double share) {
            return number("typical_p", share(share, "typicalP"));
        }

        /** How many tokens the samplers must leave over at least. [0] */
        public Builder minKeep(int tokens) {
            return number("min_keep", atLeast(0, tokens, "minKeep"));
        }

        /** Lets the temperature move by this much either way, with the certainty of the model. [0] */
        public Builder dynamicTemperatureRange(double range) {
            return number("dynatemp_range", range);
        }

        /** How the dynamic temperature follows the certainty of the model. [1] */
        public Builder dynamicTemperatureExponent(double exponent) {
            return number("dynatemp_exponent", exponent);
        }

        /** How strongly to punish repetitions; 1 for not at all. [1] */
        public Builder repeatPenalty(double factor) {
            return number("repeat_penalty", factor);
        }

        /** How many tokens back to look for repetitions; 0 for none. [64] */
        public Builder repeatLastN(int tokens) {
            return number("repeat_last_n", atLeast(0, tokens, "repeatLastN"));
        }

        /** How strongly to punish repeated sequences (DRY); 0 for not at all. [0] */
        public Builder dryMultiplier(double factor) {
            return number("dry_multiplier", factor);
        }

        /** How fast the punishment of a repeated sequence grows with its length (DRY). [1.75] */
        public Builder dryBase(double base) {
            return number("dry_base", base);
        }

        /** The longest sequence that may be repeated without punishment (DRY). [2] */
        public Builder dryAllowedLength(int tokens) {
            return number("dry_allowed_length", atLeast(0, tokens, "dryAllowedLength"));
        }

        /** How many tokens back to look for repeated sequences (DRY); 0 for none. [64] */
        public Builder dryPenaltyLastN(int tokens) {
            return number("dry_penalty_last_n", atLeast(0, tokens, "dryPenaltyLastN"));
        }

        /** Texts at which a repeated sequence ends (DRY). */
        public Builder drySequenceBreakers(String... texts) {
            return set("dry_sequence_breakers", LlamaCppJson.array(List.of(texts)));
        }

        /** How likely it is that the likeliest tokens are left out (XTC), 0 to 1. [0] */
        public Builder xtcProbability(double share) {
            return number("xtc_probability", share(share, "xtcProbability"));
        }

        /** How likely a token must be to be left out (XTC). [0.1] */
        public Builder xtcThreshold(double share) {
            return number("xtc_threshold", share(share, "xtcThreshold"));
        }

        /** Steers towards a constant surprise instead of the other samplers (Mirostat); version 1 or 2, 0 for off. [0] */
        public Builder mirostat(int version) {
            if (version < 0 || version > 2) {
                throw new IllegalArgumentException("mirostat is " + version + "; it must be 0, 1 or 2.");
            }
            return number("mirostat", version);
        }

        /** The surprise to steer towards (Mirostat). [5] */
        public Builder mirostatTau(double surprise) {
            return number("mirostat_tau", surprise);
        }

        /** How fast to steer (Mirostat). [0.1] */
        public Builder mirostatEta(double rate) {
            return number("mirostat_eta", rate);
        }

        /** The probability around which to choose tokens (adaptive-p), 0 to 1; negative for off. */
        public Builder adaptiveTarget(double share) {
            return number("adaptive_target", share);
        }

        /** How slowly the adaptive choice forgets what it chose before (adaptive-p), 0 to 0.99. */
        public Builder adaptiveDecay(double share) {
            return number("adaptive_decay", share);
        }

        /** Never ends the answer by itself; it goes on until the token limit. */
        public Builder ignoreEndOfText(boolean ignore) {
            return flag("ignore_eos", ignore);
        }

        /** Whether the samplers run where the model runs, on the GPU, rather than on the processor. */
        public Builder backendSampling(boolean onBackend) {
            return flag("backend_sampling", onBackend);
        }

        /** Makes a token likelier or, with a negative number, less likely. */
        public Builder bias(int token, double bias) {
            return addBias(Integer.toString(token), Double.toString(finite(bias, "bias")));
        }

        /** Makes the tokens of a text likelier or, with a negative number, less likely. */
        public Builder bias(String text, double bias) {
            return addBias(LlamaCppJson.quote(text), Double.toString(finite(bias, "bias")));
        }

        /** Never chooses a token. */
        public Builder ban(int token) {
            return addBias(Integer.toString(token), "false");
        }

        /** Never chooses the tokens of a text. */
        public Builder ban(String text) {
            return addBias(LlamaCppJson.quote(text), "false");
        }

        /**
         * How much of each adapter to mix in for this request, 0 to 1 or more; adapters that are not named get 0. One that the server
         * does not have is ignored without a word: {@link LlamaCppApi#loraAdapters} lists them.
         */
        public Builder lora(int adapter, double scale) {
            return add(
                    "lora", "{\"id\":" + atLeast(0, adapter, "adapter") + ",\"scale\":" + finite(scale, "scale") + "}");
        }

        // ---- when to stop

        /**
         * The longest answer in tokens, for the values that {@code maxTokens} does not take: -1 for no limit but the context, 0 to
         * read the prompt into the cache and write no more than one token.
         */
        public Builder maxTokens(int tokens) {
            return number("n_predict", atLeast(-1, tokens, "maxTokens"));
        }

        /** Ends the answer at the first new line after this much time of writing. */
        public Builder maxWritingTime(Duration time) {
            return set(
                    "t_max_predict_ms",
                    Long.toString(notNegative(time, "maxWritingTime").toMillis()));
        }

        // ---- cache and slots

        /** Whether to reuse what the slot has read already of the same prompt. [true] */
        public Builder cachePrompt(boolean reuse) {
            return flag("cache_prompt", reuse);
        }

        /** The shortest piece to be moved in the cache when the prompt has changed in the middle; 0 moves none. [0] */
        public Builder cacheReuse(int tokens) {
            return number("n_cache_reuse", atLeast(0, tokens, "cacheReuse"));
        }

        /**
         * The slot to run in, waiting for it if it is busy; -1 takes a free one, best the one that knows the prompt. A server that has
         * no such slot takes another one without a word. [-1]
         */
        public Builder slot(int id) {
            return number("id_slot", atLeast(-1, id, "slot"));
        }

        /** How many tokens from the start of the prompt survive when a server with context shift runs full; -1 for all. [0] */
        public Builder keep(int tokens) {
            return number("n_keep", atLeast(-1, tokens, "keep"));
        }

        /** How many tokens are dropped when a server with context shift runs full; 0 for half. [0] */
        public Builder discard(int tokens) {
            return number("n_discard", atLeast(0, tokens, "discard"));
        }

        // ---- what the answer tells

        /** For raw completion: how many likeliest alternatives to report for each token. In a chat use {@code topLogprobs}. */
        public Builder logprobs(int alternatives) {
            return number("n_probs", atLeast(0, alternatives, "logprobs"));
        }

        /** Reports the probabilities after the samplers rather than the model's own. */
        public Builder probabilitiesAfterSampling(boolean after) {
            return flag("post_sampling_probs", after);
        }

        /** For raw completion: also returns the tokens, as the extra field {@code tokens} of the answer. */
        public Builder returnTokens(boolean wanted) {
            return flag("return_tokens", wanted);
        }

        /** Sends how the prompt is being read; the last word is the extra field {@code prompt_progress} of the answer. */
        public Builder returnProgress(boolean wanted) {
            return flag("return_progress", wanted);
        }

        /** For raw completion: which fields of the last frame to send, such as {@code "generation_settings/n_predict"}. */
        public Builder responseFields(String... names) {
            List<String> wanted = new ArrayList<>(List.of(names));
            // Without these the end of the answer can't be told from a broken connection.
            for (String needed :
                    List.of("content", "stop", "stop_type", "tokens_evaluated", "tokens_predicted", "timings")) {
                if (!wanted.contains(needed)) {
                    wanted.add(needed);
                }
            }
            return set("response_fields", LlamaCppJson.array(wanted));
        }

        // ---- thinking and the chat template

        /** Where the thinking is put. [auto] */
        public Builder reasoningFormat(ReasoningFormat format) {
            return text("reasoning_format", format.wireName());
        }

        /** How hard the model should think, in the words of its template; {@code none} for not at all. */
        public Builder reasoningEffort(String effort) {
            return text("reasoning_effort", effort);
        }

        /** The longest thinking in tokens; 0 ends it at once, -1 leaves it to the server. */
        public Builder reasoningBudget(int tokens) {
            return number("reasoning_budget_tokens", atLeast(-1, tokens, "reasoningBudget"));
        }

        /** What is written before thinking is ended because its budget is spent. */
        public Builder reasoningBudgetMessage(String text) {
            return text("reasoning_budget_message", text);
        }

        /** Whether {@link LlamaCppApi#endThinking} may end the thinking of this answer while it runs. */
        public Builder reasoningControl(boolean wanted) {
            return flag("reasoning_control", wanted);
        }

        /** A switch that the model's chat template knows, such as {@code enable_thinking}. */
        public Builder templateArgument(String name, boolean value) {
            templateArguments.put(name, Boolean.toString(value));
            return this;
        }

        /** A text that the model's chat template knows by a name. */
        public Builder templateArgument(String name, String value) {
            requireSwitch(name, false);
            templateArguments.put(name, LlamaCppJson.quote(value));
            return this;
        }

        /** Anything that the model's chat template knows by a name, as JSON text. */
        public Builder templateArgumentJson(String name, String json) {
            requireSwitch(name, json.equals("true") || json.equals("false"));
            templateArguments.put(name, LlamaCppJson.requireValid(json, "The template argument " + name));
            return this;
        }

        /** The server refuses everything else, the text {@code "true"} included. */
        private static void requireSwitch(String name, boolean isSwitch) {
            if (name.equals("enable_thinking") && !isSwitch) {
                throw new IllegalArgumentException(
                        "The template argument enable_thinking must be true or false, not a text.");
            }
        }

        /** Whether the model may call several tools at once. [what its template can do] */
        public Builder parallelToolCalls(boolean allowed) {
            return flag("parallel_tool_calls", allowed);
        }

        /**
         * Continues the last message, which must be the assistant's, and answers with the new words alone. Without it a last
         * message of the assistant is continued too, and repeated at the start of the answer.
         */
        public Builder continueFinalMessage() {
            return flag("continue_final_message", true).flag("add_generation_prompt", false);
        }

        // ---- filling a gap, embedding

        /** For filling a gap: a file that the model should have seen, oldest first. */
        public Builder contextFile(String name, String text) {
            return add(
                    "input_extra",
                    "{\"filename\":" + LlamaCppJson.quote(name) + ",\"text\":" + LlamaCppJson.quote(text) + "}");
        }

        /** For filling a gap: how it begins, such as what is on the cursor's line already. */
        public Builder gapStart(String text) {
            return text("prompt", text);
        }

        /** For embedding: how vectors are brought to length; -1 not at all, 2 to Euclidean length 1. [2] */
        public Builder embeddingNorm(int norm) {
            return number("embd_normalize", atLeast(-1, norm, "embeddingNorm"));
        }

        // ---- the rest

        /** How often the server shows that it is still there while it has nothing to say; zero for never. [30 s] */
        public Builder pingInterval(Duration time) {
            long seconds = notNegative(time, "pingInterval").toSeconds();
            return set("sse_ping_interval", time.isZero() ? "-1" : Long.toString(Math.max(1, seconds)));
        }

        /**
         * A field of the request that this version does not know.
         *
         * @param name its name on the wire
         * @param json its value as JSON text
         * @throws IllegalArgumentException if the value is not valid JSON, or the field would break the call
         */
        public Builder field(String name, String json) {
            return set(name, requireAllowed(name, json));
        }

        /** The options. */
        public LlamaCppOptions build() {
            return new LlamaCppOptions(this);
        }

        private Builder set(String name, String json) {
            fields.put(name, json);
            return this;
        }

        private Builder text(String name, String value) {
            return set(name, LlamaCppJson.quote(value));
        }

        private Builder flag(String name, boolean value) {
            return set(name, Boolean.toString(value));
        }

        private Builder number(String name, int value) {
            return set(name, Integer.toString(value));
        }

        private Builder number(String name, double value) {
            return set(name, Double.toString(finite(value, name)));
        }

        private Builder addBias(String token, String bias) {
            return add("logit_bias", "[" + token + "," + bias + "]");
        }

        private Builder add(String name, String element) {
            lists.computeIfAbsent(name, unused -> new ArrayList<>()).add(element);
            return this;
        }

        private static int atLeast(int smallest, int value, String name) {
            if (value < smallest) {
                throw new IllegalArgumentException(name + " is " + value + "; it must be " + smallest + " or more.");
            }
            return value;
        }

        private static Duration notNegative(Duration time, String name) {
            if (time.isNegative()) {
                throw new IllegalArgumentException(name + " is " + time + "; it must not be negative.");
            }
            return time;
        }

        private static double share(double value, String name) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(name + " is " + value + "; it must lie between 0 and 1.");
            }
            return value;
        }

        private static double finite(double value, String name) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " is " + value + "; it must be a number.");
            }
            return value;
        }
    }
}
