// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns text into token ids and back, as a byte-level BPE tokenizer does ({@code gpt2} with the pre-tokenizer
 * {@code qwen2}). Immutable and thread-safe.
 *
 * <p>Some tokens are marks, such as {@code <|im_start|>}: they structure a prompt and never come out of merging. Whether
 * their names in a text mean the marks is up to the caller: {@link #encode} treats them as any other characters, so that
 * text from users can't pretend to be a turn of the system.
 */
final class Tokenizer {
    /** Splits text into pieces that are merged each by itself; from the tokenizer of Qwen 2, which the model's file names. */
    private static final Pattern PIECES = Pattern.compile(
            "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"
                    + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+"
                    + "|\\p{N}"
                    + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+"
                    + "|\\s+(?!\\S)"
                    + "|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final int NORMAL = 1;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int LARGEST_VOCABULARY = 1 << 20;

    private final byte[][] bytes;
    private final boolean[] control;
    private final int[] idOfByte = new int[256];
    private final Map<String, Integer> marks = new HashMap<>();
    private final Pattern markPattern;
    private final MergeRules merges;
    private final int endOfAnswer;

    private Tokenizer(GgufHeader header, List<String> tokens, int[] types) {
        bytes = new byte[tokens.size()][];
        control = new boolean[tokens.size()];
        Map<String, Integer> ids = new HashMap<>(2 * tokens.size());
        for (int id = 0; id < bytes.length; id++) {
            if (ids.put(tokens.get(id), id) != null) {
                throw new ModelFileException("the token \"" + tokens.get(id) + "\" stands twice in the vocabulary");
            }
            addToken(id, tokens.get(id), types[id]);
        }
        for (int value = 0; value < 256; value++) {
            idOfByte[value] = requireNormal(ids, String.valueOf(ByteAlphabet.character(value)));
        }
        merges = MergeRules.of(header.strings("tokenizer.ggml.merges"), token -> requireNormal(ids, token));
        markPattern = markPattern();
        endOfAnswer = header.integer("tokenizer.ggml.eos_token_id", 0, bytes.length - 1);
    }

    /** The tokenizer of a model file. */
    static Tokenizer of(GgufHeader header) {
        requireSetting(header, "tokenizer.ggml.model", "gpt2");
        requireSetting(header, "tokenizer.ggml.pre", "qwen2");
        if (header.flag("tokenizer.ggml.add_bos_token", false) || header.flag("tokenizer.ggml.add_eos_token", false)) {
            throw new ModelFileException("a tokenizer that adds tokens at begin or end is not supported");
        }
        List<String> tokens = header.strings("tokenizer.ggml.tokens");
        int[] types = header.integers("tokenizer.ggml.token_type");
        if (tokens.isEmpty() || tokens.size() > LARGEST_VOCABULARY || types.length != tokens.size()) {
            throw new ModelFileException(
                    "the vocabulary has " + tokens.size() + " tokens and " + types.length + " token types");
        }
        return new Tokenizer(header, tokens, types);
    }

    private static void requireSetting(GgufHeader header, String key, String value) {
        if (!header.string(key).equals(value)) {
            throw new ModelFileException("metadata \"" + key + "\" is \"" + header.string(key)
                    + "\"; only tokenizers with \"" + value + "\" are supported");
        }
    }

    private void addToken(int id, String token, int type) {
        switch (type) {
            case NORMAL -> bytes[id] = ByteAlphabet.bytes(token);
            case CONTROL -> {
                bytes[id] = new byte[0];
                control[id] = true;
                marks.put(token, id);
            }
            case USER_DEFINED -> {
                bytes[id] = token.getBytes(StandardCharsets.UTF_8);
                marks.put(token, id);
            }
            default -> throw new ModelFileException("the token \"" + token + "\" has the unsupported type " + type);
        }
        if (token.isEmpty()) {
            throw new ModelFileException("token " + id + " is empty");
        }
    }

    private int requireNormal(Map<String, Integer> ids, String token) {
        Integer id = ids.get(token);
        if (id == null || marks.containsKey(token)) {
            throw new ModelFileException("the vocabulary lacks \"" + token + "\", a byte or the result of a merge");
        }
        return id;
    }

    /** Longer marks first, so that one that begins like another is not taken for it. */
    private Pattern markPattern() {
        List<String> names = new ArrayList<>(marks.keySet());
        names.sort(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        return names.isEmpty()
                ? Pattern.compile("(?!)")
                : Pattern.compile(
                        String.join("|", names.stream().map(Pattern::quote).toList()));
    }

    /** Adds the tokens of a text in which the names of marks mean nothing. */
    void encode(String text, Tokens target) {
        Matcher pieces = PIECES.matcher(text);
        while (pieces.find()) {
            merges.merge(idsOfBytes(pieces.group()), target);
        }
    }

    /** Finds the names of marks in a text; never finds anything if the model has none. */
    Pattern marks() {
        return markPattern;
    }

    private int[] idsOfBytes(String piece) {
        byte[] utf8 = piece.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[utf8.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = idOfByte[utf8[i] & 0xFF];
        }
        return ids;
    }

    /**
     * The token of a mark.
     *
     * @throws ModelFileException if the model does not have it
     */
    int mark(String name) {
        Integer id = marks.get(name);
        if (id == null) {
            throw new ModelFileException("the vocabulary lacks the mark " + name + ", which chats need");
        }
        return id;
    }

    int vocabulary() {
        return bytes.length;
    }

    /** The bytes that a token adds to the answer: none for control tokens. Not to be changed. */
    byte[] bytes(int id) {
        return bytes[id];
    }

    /** Whether a token structures the conversation and is never part of the answer. */
    boolean isControl(int id) {
        return control[id];
    }

    int endOfAnswer() {
        return endOfAnswer;
    }
}
