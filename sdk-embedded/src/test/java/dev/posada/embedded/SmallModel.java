// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes GGUF files of a model with one layer and hardly any weights, right or wrong ones. */
final class SmallModel {
    private static final int WIDTH = 32;
    private static final int ALIGNMENT = 32;

    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final List<Map.Entry<String, Object>> more = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();

    private record Tensor(String name, int type, List<Long> dimensions) {
        long bytes() {
            long values = dimensions.stream().reduce(1L, (a, b) -> a * b);
            return type == 8 ? values / 32 * 34 : values * 4;
        }
    }

    private SmallModel() {
        for (int value = 0; value < 256; value++) {
            tokens.add(String.valueOf(ByteAlphabet.character(value)));
        }
        tokens.addAll(List.of("<|im_start|>", "<|im_end|>", "<think>", "</think>", "<tool_call>", "</tool_call>"));
        metadata.put("general.architecture", "llama");
        metadata.put("general.name", "Small");
        Map.of(
                        "embedding_length", WIDTH,
                        "block_count", 1,
                        "feed_forward_length", WIDTH,
                        "attention.head_count", 4,
                        "attention.head_count_kv", 2,
                        "rope.dimension_count", 8,
                        "context_length", 64)
                .forEach((key, value) -> metadata.put("llama." + key, value));
        metadata.put("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        metadata.put("llama.rope.freq_base", 10_000f);
        metadata.put("tokenizer.ggml.model", "gpt2");
        metadata.put("tokenizer.ggml.pre", "qwen2");
        metadata.put("tokenizer.ggml.merges", List.of());
        metadata.put("tokenizer.ggml.eos_token_id", 257);
        tensor("token_embd.weight", 8, WIDTH, 262);
        tensor("output_norm.weight", 0, WIDTH);
        List.of("attn_norm", "ffn_norm").forEach(name -> tensor("blk.0." + name + ".weight", 0, WIDTH));
        List.of("attn_q", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
                .forEach(name -> tensor("blk.0." + name + ".weight", 8, WIDTH, WIDTH));
        List.of("attn_k", "attn_v").forEach(name -> tensor("blk.0." + name + ".weight", 8, WIDTH, WIDTH / 2));
    }

    /** A file that can be read. */
    static byte[] usual() {
        return file(model -> {});
    }

    /** A file with a change. */
    static byte[] file(Consumer<SmallModel> change) {
        SmallModel model = new SmallModel();
        change.accept(model);
        return model.bytes();
    }

    static int dataBytes() {
        return (int) new SmallModel()
                .tensors.stream().mapToLong(tensor -> aligned(tensor.bytes())).sum();
    }

    void metadata(String key, Object value) {
        more.add(Map.entry(key, value));
    }

    void integer(String key, int value) {
        metadata.put(key, value);
    }

    void without(String key) {
        metadata.remove(key);
    }

    void token(int id, String text) {
        tokens.set(id, text);
    }

    void tensor(String name, int type, long... dimensions) {
        tensors.add(new Tensor(
                name, type, java.util.Arrays.stream(dimensions).boxed().toList()));
    }

    private byte[] bytes() {
        Output out = new Output();
        out.bytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        out.integer(3);
        out.number(tensors.size());
        out.number(metadata.size() + more.size() + 2);
        metadata.forEach(out::entry);
        more.forEach(entry -> out.entry(entry.getKey(), entry.getValue()));
        out.entry("tokenizer.ggml.tokens", tokens);
        out.types(tokens);
        long offset = 0;
        for (Tensor tensor : tensors) {
            out.tensor(tensor, offset);
            offset += aligned(tensor.bytes());
        }
        out.pad();
        // Hostile tensors claim more than anyone would write.
        out.bytes(new byte[(int) Math.min(Math.abs(offset), 1 << 20)]);
        return out.target.toByteArray();
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    static void putLong(byte[] file, int position, long value) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(position, value);
    }

    private static final class Output {
        private final ByteArrayOutputStream target = new ByteArrayOutputStream();

        void bytes(byte[] bytes) {
            target.writeBytes(bytes);
        }

        void integer(int value) {
            bytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        void number(long value) {
            bytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }

        void string(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            bytes(utf8);
        }

        void entry(String key, Object value) {
            string(key);
            if (value instanceof Integer number) {
                integer(4);
                integer(number);
            } else if (value instanceof Float number) {
                integer(6);
                integer(Float.floatToIntBits(number));
            } else if (value instanceof List<?> strings) {
                integer(9);
                integer(8);
                number(strings.size());
                strings.forEach(text -> string((String) text));
            } else {
                integer(8);
                string((String) value);
            }
        }

        void types(List<String> tokens) {
            string("tokenizer.ggml.token_type");
            integer(9);
            integer(5);
            number(tokens.size());
            for (String token : tokens) {
                boolean isMark = token.startsWith("<") && token.length() > 2;
                integer(!isMark ? 1 : token.startsWith("<|") ? 3 : 4);
            }
        }

        void tensor(Tensor tensor, long offset) {
            string(tensor.name());
            integer(tensor.dimensions().size());
            tensor.dimensions().forEach(this::number);
            integer(tensor.type());
            number(offset);
        }

        void pad() {
            while (target.size() % ALIGNMENT != 0) {
                target.write(0);
            }
        }
    }
}
