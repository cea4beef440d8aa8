// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes values of what llama-server's own endpoints answer. What is missing or null is left out; unknown fields are skipped. */
final class LlamaCppResponseMapper {
    private static final JsonNames PROPERTIES = JsonNames.of(
            "default_generation_settings",
            "total_slots",
            "model_alias",
            "model_path",
            "model_ftype",
            "modalities",
            "chat_template",
            "chat_template_caps",
            "build_info",
            "is_sleeping",
            "role");
    private static final JsonNames SETTINGS = JsonNames.of("n_ctx");
    private static final JsonNames TOKENS = JsonNames.of("tokens");
    private static final JsonNames PIECE = JsonNames.of("id", "piece");
    private static final JsonNames CONTENT = JsonNames.of("content");
    private static final JsonNames PROMPT = JsonNames.of("prompt");
    private static final JsonNames INPUT_TOKENS = JsonNames.of("input_tokens");
    private static final JsonNames SUCCESS = JsonNames.of("success");
    private static final JsonNames SLOT = JsonNames.of("id", "is_processing", "n_ctx");
    private static final JsonNames SLOT_FILE =
            JsonNames.of("id_slot", "filename", "n_saved", "n_restored", "n_written", "n_read", "timings");
    private static final JsonNames SLOT_TIME = JsonNames.of("save_ms", "restore_ms");
    private static final JsonNames ERASED = JsonNames.of("n_erased");
    private static final JsonNames LORA = JsonNames.of("id", "path", "scale");

    private LlamaCppResponseMapper() {}

    /** What is read of one field of an object; the cursor stands on a value that is not null. */
    @FunctionalInterface
    private interface Field {
        void read(int name, JsonCursor value);
    }

    private static void object(JsonCursor json, JsonNames names, Field field) {
        json.beginObject();
        for (int name = json.nextName(names); name != JsonCursor.END; name = json.nextName(names)) {
            if (name != JsonCursor.UNKNOWN && !json.isNull()) {
                field.read(name, json);
            }
        }
    }

    static LlamaCppProperties properties(String json) {
        LlamaCppProperties.Draft draft = new LlamaCppProperties.Draft();
        object(JsonCursor.of(json), PROPERTIES, (name, value) -> {
            switch (name) {
                case 0 -> object(value, SETTINGS, (unused, setting) -> draft.contextWindow = setting.intValue());
                case 1 -> draft.slots = value.intValue();
                case 2 -> draft.alias = value.string();
                case 3 -> draft.modelPath = value.string();
                case 4 -> draft.fileType = value.string();
                case 5 -> draft.modalities = flags(value);
                case 6 -> draft.chatTemplate = value.string();
                case 7 -> draft.templateCapabilities = flags(value);
                case 8 -> draft.version = value.string();
                case 9 -> draft.sleeping = value.bool();
                default -> draft.router = value.string().equals("router");
            }
        });
        return new LlamaCppProperties(draft, json);
    }

    private static Map<String, Boolean> flags(JsonCursor json) {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        json.beginObject();
        for (int name = json.nextName(SUCCESS); name != JsonCursor.END; name = json.nextName(SUCCESS)) {
            String flag = json.name();
            if (json.peek() == Kind.BOOLEAN) {
                flags.put(flag, json.bool());
            }
        }
        return flags;
    }

    static List<Integer> tokens(JsonCursor json) {
        List<Integer> tokens = new ArrayList<>();
        object(json, TOKENS, (unused, value) -> {
            value.beginArray();
            while (value.nextElement()) {
                tokens.add(value.intValue());
            }
        });
        return List.copyOf(tokens);
    }

    static List<TokenPiece> pieces(JsonCursor json) {
        List<TokenPiece> pieces = new ArrayList<>();
        object(json, TOKENS, (unused, value) -> {
            value.beginArray();
            while (value.nextElement()) {
                pieces.add(piece(value));
            }
        });
        return List.copyOf(pieces);
    }

    private static TokenPiece piece(JsonCursor json) {
        int[] id = {0};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        object(json, PIECE, (name, value) -> {
            if (name == 0) {
                id[0] = value.intValue();
            } else {
                bytes.writeBytes(pieceBytes(value));
            }
        });
        return new TokenPiece(id[0], bytes.toByteArray());
    }

    /** A piece that is only a part of a character comes as an array of bytes. */
    private static byte[] pieceBytes(JsonCursor json) {
        if (json.peek() == Kind.STRING) {
            return json.string().getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        json.beginArray();
        while (json.nextElement()) {
            bytes.write(json.intValue());
        }
        return bytes.toByteArray();
    }

    static String content(JsonCursor json) {
        return text(json, CONTENT);
    }

    static String prompt(JsonCursor json) {
        return text(json, PROMPT);
    }

    private static String text(JsonCursor json, JsonNames names) {
        String[] text = {""};
        object(json, names, (unused, value) -> text[0] = value.string());
        return text[0];
    }

    static int inputTokens(JsonCursor json) {
        return (int) number(json, INPUT_TOKENS);
    }

    static long erased(JsonCursor json) {
        return number(json, ERASED);
    }

    private static long number(JsonCursor json, JsonNames names) {
        long[] number = {0};
        object(json, names, (unused, value) -> number[0] = value.longValue());
        return number[0];
    }

    static boolean success(JsonCursor json) {
        boolean[] success = {false};
        object(json, SUCCESS, (unused, value) -> success[0] = value.bool());
        return success[0];
    }

    static List<LlamaCppSlot> slots(JsonCursor json) {
        List<LlamaCppSlot> slots = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            slots.add(slot(json.raw()));
        }
        return List.copyOf(slots);
    }

    private static LlamaCppSlot slot(String json) {
        int[] numbers = {0, 0};
        boolean[] busy = {false};
        object(JsonCursor.of(json), SLOT, (name, value) -> {
            switch (name) {
                case 0 -> numbers[0] = value.intValue();
                case 1 -> busy[0] = value.bool();
                default -> numbers[1] = value.intValue();
            }
        });
        return new LlamaCppSlot(numbers[0], busy[0], numbers[1], json);
    }

    static SlotFile slotFile(JsonCursor json) {
        long[] numbers = {0, 0, 0};
        String[] name = {""};
        Duration[] time = {Duration.ZERO};
        object(json, SLOT_FILE, (field, value) -> {
            switch (field) {
                case 0 -> numbers[0] = value.longValue();
                case 1 -> name[0] = value.string();
                case 2, 3 -> numbers[1] = value.longValue();
                case 4, 5 -> numbers[2] = value.longValue();
                default ->
                    object(
                            value,
                            SLOT_TIME,
                            (unused, took) -> time[0] = LlamaCppTimings.milliseconds(took.doubleValue()));
            }
        });
        return new SlotFile((int) numbers[0], name[0], (int) numbers[1], numbers[2], time[0]);
    }

    static List<LoraAdapter> loraAdapters(JsonCursor json) {
        List<LoraAdapter> adapters = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            adapters.add(loraAdapter(json));
        }
        return List.copyOf(adapters);
    }

    private static LoraAdapter loraAdapter(JsonCursor json) {
        int[] id = {0};
        String[] path = {""};
        double[] scale = {0};
        object(json, LORA, (name, value) -> {
            switch (name) {
                case 0 -> id[0] = value.intValue();
                case 1 -> path[0] = value.string();
                default -> scale[0] = value.doubleValue();
            }
        });
        return new LoraAdapter(id[0], path[0], scale[0]);
    }
}
