// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

/**
 * The sizes of a Llama model, as its metadata gives them.
 *
 * @param width length of the vector that runs through the layers
 * @param headSize length of one attention head
 * @param window most tokens that a conversation may hold
 */
record ModelShape(
        int vocabulary,
        int width,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int feedForward,
        int window,
        float normEpsilon,
        double ropeBase) {

    private static final int LARGEST = 1 << 20;

    static ModelShape of(GgufHeader header) {
        String architecture = header.string("general.architecture");
        if (!architecture.equals("llama")) {
            throw new ModelFileException(
                    "the model's architecture is \"" + architecture + "\"; only \"llama\" can be run");
        }
        int heads = size(header, "attention.head_count");
        ModelShape shape = new ModelShape(
                header.strings("tokenizer.ggml.tokens").size(),
                size(header, "embedding_length"),
                size(header, "block_count"),
                heads,
                size(header, "attention.head_count_kv"),
                size(header, "rope.dimension_count"),
                size(header, "feed_forward_length"),
                size(header, "context_length"),
                (float) header.decimal("llama.attention.layer_norm_rms_epsilon"),
                header.decimal("llama.rope.freq_base"));
        shape.check(header);
        return shape;
    }

    /** Number of query heads that share one key and value head. */
    int queriesPerKey() {
        return heads / keyValueHeads;
    }

    /** Length of all keys, or all values, of one position in one layer. */
    int keyValueWidth() {
        return keyValueHeads * headSize;
    }

    private static int size(GgufHeader header, String name) {
        return header.integer("llama." + name, 1, LARGEST);
    }

    private void check(GgufHeader header) {
        require(heads % keyValueHeads == 0, "the heads can't be shared evenly among the key/value heads");
        require(width % 32 == 0 && feedForward % 32 == 0, "the width is not a multiple of 32");
        require((long) heads * headSize == width && headSize % 2 == 0, "the heads don't fill the width in pairs");
        require(normEpsilon > 0 && normEpsilon < 1, "the epsilon of the norm is " + normEpsilon);
        require(ropeBase > 1 && ropeBase < 1e12, "the rotation's base is " + ropeBase);
        for (String length : new String[] {"llama.attention.key_length", "llama.attention.value_length"}) {
            require(!header.has(length) || header.integer(length, 1, LARGEST) == headSize, length + " differs");
        }
        require(
                !header.has("llama.vocab_size") || header.integer("llama.vocab_size", 1, LARGEST) == vocabulary,
                "the vocabulary's size differs from the number of tokens");
        require(
                !header.has("llama.rope.scaling.type")
                        || header.string("llama.rope.scaling.type").equals("none"),
                "a scaled rotation is not supported");
        require(
                !header.has("llama.expert_count") || header.integer("llama.expert_count", 0, LARGEST) == 0,
                "experts are not supported");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ModelFileException("the model can't be run: " + otherwise + " (" + this + ")");
        }
    }
}
