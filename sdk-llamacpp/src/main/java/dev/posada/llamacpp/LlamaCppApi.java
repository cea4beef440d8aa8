// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.CallPolicy;
import dev.posada.ChatRequest;
import dev.posada.PosadaException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.http.JsonWriter;
import dev.posada.openai.OpenAiProtocol;
import dev.posada.spi.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What llama-server can do besides what all hosts can: {@code host.api().tokenize("Hello")}. A light view of one model on a
 * server; of the model that there is, unless the server is a router. Thread-safe.
 *
 * <p>All methods ask the server and throw {@link PosadaException} if it does not answer as it should, and an
 * {@link UnsupportedFeatureException} that names the flag if the server was not started for what is asked.
 */
public final class LlamaCppApi {
    /** Looking at a model is no reason for a router to load it. */
    private static final String NO_LOAD = "autoload=false";

    private final HttpTransport transport;
    private final OpenAiProtocol protocol;
    private final CallPolicy policy;
    private final String model;

    LlamaCppApi(HttpTransport transport, OpenAiProtocol protocol, String model) {
        this.transport = transport;
        this.protocol = protocol;
        this.policy = model.isEmpty() ? transport.policy() : transport.policy().model(model);
        this.model = model;
    }

    // ---- tokens

    /** The tokens of a text, without those that a prompt begins with. Names of special tokens become those. */
    public List<Integer> tokenize(String text) {
        return tokenize(text, false, true);
    }

    /**
     * The tokens of a text.
     *
     * @param addSpecial whether to add what a prompt begins with, such as the token for the begin of a text
     * @param parseSpecial whether names of special tokens in the text become those, rather than the tokens of their letters
     */
    public List<Integer> tokenize(String text, boolean addSpecial, boolean parseSpecial) {
        JsonWriter json = tokenizing(text, addSpecial, parseSpecial, false);
        return LlamaCppResponseMapper.tokens(post("/tokenize", json).json());
    }

    /** The tokens of a text with what each stands for. */
    public List<TokenPiece> tokenPieces(String text) {
        JsonWriter json = tokenizing(text, false, true, true);
        return LlamaCppResponseMapper.pieces(post("/tokenize", json).json());
    }

    private JsonWriter tokenizing(String text, boolean addSpecial, boolean parseSpecial, boolean withPieces) {
        return body().field("content", text)
                .field("add_special", addSpecial)
                .field("parse_special", parseSpecial)
                .field("with_pieces", withPieces)
                .endObject();
    }

    /** The text of tokens. */
    public String detokenize(List<Integer> tokens) {
        JsonWriter json = body().name("tokens").beginArray();
        tokens.forEach(json::value);
        return LlamaCppResponseMapper.content(
                post("/detokenize", json.endArray().endObject()).json());
    }

    /** The prompt that the model's chat template makes of a request, tools included. The model is not asked. */
    public String applyTemplate(ChatRequest request) {
        return LlamaCppResponseMapper.prompt(
                post("/apply-template", protocol.chatBody(model, request)).json());
    }

    /**
     * How many tokens the prompt of a request has.
     *
     * @throws UnsupportedFeatureException if the request has pictures or sounds and the server is too old to count those
     */
    public int countTokens(ChatRequest request) {
        HttpRequest count = HttpRequest.post("/v1/chat/completions/input_tokens", protocol.chatBody(model, request))
                .allow(404);
        HttpAnswer answer = policy.forRequest(request).run(call -> transport.call(count, call));
        if (answer.status() != 404) {
            return LlamaCppResponseMapper.inputTokens(answer.json());
        }
        if (OptionRules.hasMedia(request)) {
            throw OptionRules.unsupported("This version can't count the tokens of pictures and sounds.");
        }
        return tokenize(applyTemplate(request), true, true).size();
    }

    /**
     * Ends the thinking of an answer that is being written, so that the model goes on to the answer itself. The request must
     * have been sent with {@link LlamaCppOptions.Builder#reasoningControl}.
     *
     * @param responseId the answer, as {@link dev.posada.ChatEvent.Started} names it
     * @return whether the model was thinking
     */
    public boolean endThinking(String responseId) {
        JsonWriter json =
                body().field("id", responseId).field("action", "reasoning_end").endObject();
        return LlamaCppResponseMapper.success(
                post("/v1/chat/completions/control", json).json());
    }

    // ---- the server

    /** What the server tells of itself and its model. Does not wake a server that sleeps, nor load a model. */
    public LlamaCppProperties properties() {
        return policy.run(call -> properties(transport, model, call));
    }

    static LlamaCppProperties properties(HttpTransport transport, String model, Call call) {
        HttpRequest request = HttpRequest.get(path("/props", model, NO_LOAD));
        return LlamaCppResponseMapper.properties(transport.call(request, call).text());
    }

    /** The places where the server writes answers, and whether they are busy. */
    public List<LlamaCppSlot> slots() {
        return needing(
                "--slots", () -> LlamaCppResponseMapper.slots(get("/slots").json()));
    }

    /**
     * Saves what a slot has read to a file on the server, so that it need not be read again after a restart.
     *
     * @param name the file's name in the server's folder for slots
     */
    public SlotFile saveSlot(int slot, String name) {
        return slotFile(slot, "save", name);
    }

    /** Restores what a slot has read from a file on the server. */
    public SlotFile restoreSlot(int slot, String name) {
        return slotFile(slot, "restore", name);
    }

    private SlotFile slotFile(int slot, String action, String name) {
        JsonWriter json = body().field("filename", name).endObject();
        return needing(
                "--slot-save-path FOLDER",
                () -> LlamaCppResponseMapper.slotFile(
                        post(slotPath(slot, action), json).json()));
    }

    /**
     * Forgets what a slot has read.
     *
     * @return how many tokens those were
     */
    public long eraseSlot(int slot) {
        return needing(
                "--slot-save-path FOLDER",
                () -> LlamaCppResponseMapper.erased(
                        post(slotPath(slot, "erase"), body().endObject()).json()));
    }

    private static String slotPath(int slot, String action) {
        return "/slots/" + slot + "?action=" + action;
    }

    /** What the server has measured since it was started. */
    public LlamaCppMetrics metrics() {
        return needing("--metrics", () -> {
            HttpAnswer answer = policy.run(call -> transport.call(
                    HttpRequest.get(path("/metrics", model, NO_LOAD)).accept(HttpRequest.ANY), call));
            return LlamaCppMetrics.parse(answer.text());
        });
    }

    /** The LoRA adapters that the server was started with. */
    public List<LoraAdapter> loraAdapters() {
        return LlamaCppResponseMapper.loraAdapters(get("/lora-adapters").json());
    }

    /**
     * Sets how much of each adapter is mixed in, for all requests that do not say so themselves.
     *
     * @param scales by the ids of the adapters; those that are not named get 0
     */
    public void setLoraAdapters(Map<Integer, Double> scales) {
        JsonWriter json = new JsonWriter().beginArray();
        new TreeMap<>(scales)
                .forEach((id, scale) ->
                        json.beginObject().field("id", id).field("scale", scale).endObject());
        post(path("/lora-adapters", model, ""), json.endArray());
    }

    // ---- calls

    /** The begin of a body, with the name by which a router finds the model. */
    private JsonWriter body() {
        JsonWriter json = new JsonWriter().beginObject();
        return model.isEmpty() ? json : json.field("model", model);
    }

    private HttpAnswer post(String path, JsonWriter json) {
        return policy.run(call -> transport.call(HttpRequest.post(path, json), call));
    }

    private HttpAnswer get(String path) {
        return policy.run(call -> transport.call(HttpRequest.get(path(path, model, NO_LOAD)), call));
    }

    private static String path(String path, String model, String query) {
        if (model.isEmpty()) {
            return path;
        }
        String named = path + "?model=" + encoded(model);
        return query.isEmpty() ? named : named + "&" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static <T> T needing(String flag, Supplier<T> action) {
        try {
            return action.get();
        } catch (UnsupportedFeatureException e) {
            String said = String.valueOf(e.getMessage());
            throw said.contains(flag.split(" ", 2)[0])
                    ? e
                    : new UnsupportedFeatureException(said + LlamaCppErrors.startWith(flag), e.details(), e);
        }
    }
}
