// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.spi.EventSink;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import org.jspecify.annotations.Nullable;

/**
 * How a part begins that is neither text nor thoughts: the payload of {@code contentBlockStart}.
 *
 * @param index which part of the answer; -1 if it does not tell
 * @param kind the name of what begins; {@code null} if nothing does that is not told by its pieces
 * @param json what begins, as JSON text; empty without a kind
 * @param isToolCall whether a tool of the caller's is called; AWS runs others itself
 */
record BlockStart(
        int index,
        @Nullable String kind,
        String json,
        boolean isToolCall,
        @Nullable String toolUseId,
        @Nullable String toolName) {
    private static final int INDEX = 0;
    private static final int START = 1;
    private static final int PADDING = 2;
    private static final JsonNames NAMES = JsonNames.of("contentBlockIndex", "start", BedrockJson.PADDING);
    private static final JsonNames KINDS = JsonNames.of();

    private static final int ID = 0;
    private static final int NAME = 1;
    private static final int TYPE = 2;
    private static final JsonNames TOOL_NAMES = JsonNames.of("toolUseId", "name", "type");

    /** Reads it; fields that are new go to the sink. */
    static BlockStart read(JsonCursor json, EventSink sink) {
        int index = -1;
        String kind = null;
        String what = "";
        json.beginObject();
        for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
            if (field == PADDING || json.isNull()) {
                continue;
            }
            switch (field) {
                case INDEX -> index = json.intValue();
                case START -> {
                    json.beginObject();
                    while (json.nextName(KINDS) != JsonCursor.END) {
                        if (!json.isNull()) {
                            kind = json.name();
                            what = json.raw();
                        }
                    }
                }
                default -> BedrockJson.keep("", json, sink);
            }
        }
        json.end();
        return "toolUse".equals(kind)
                ? ofTool(index, what, sink)
                : new BlockStart(index, kind, what, false, null, null);
    }

    private static BlockStart ofTool(int index, String json, EventSink sink) {
        String id = null;
        String name = null;
        String type = null;
        JsonCursor tool = JsonCursor.of(json);
        tool.beginObject();
        for (int field = tool.nextName(TOOL_NAMES); field != JsonCursor.END; field = tool.nextName(TOOL_NAMES)) {
            switch (field) {
                case ID -> id = tool.stringOrNull();
                case NAME -> name = tool.stringOrNull();
                case TYPE -> type = tool.stringOrNull();
                default -> BedrockJson.keep("toolUse.", tool, sink);
            }
        }
        return new BlockStart(index, "toolUse", json, !"server_tool_use".equals(type), id, name);
    }
}
