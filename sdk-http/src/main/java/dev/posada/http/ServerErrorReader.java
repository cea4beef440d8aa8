// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.PosadaException;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonCursor.Kind;
import dev.posada.spi.json.JsonNames;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the server's sentence in the body of an error, in every shape that was seen: {@code {"error":"…"}}, {@code
 * {"error":{"message":…,"type":…,"code":…}}}, {@code {"message":…}}, {@code {"detail":…}}, plain text, an HTML page.
 */
final class ServerErrorReader {
    private static final JsonNames NAMES =
            JsonNames.of("error", "message", "type", "code", "detail", "msg", "description");

    private static final Pattern HTML = Pattern.compile(
            "\\s*(<!--.*?-->\\s*)?<(!doctype|html|head|body)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_PAGE_TEXT = 120;

    private String message = "";
    private String type = "";
    private String code = "";

    private ServerErrorReader() {}

    /** What the body of an error says. */
    static ServerError read(int status, String body) {
        ServerErrorReader reader = new ServerErrorReader();
        if (!reader.readJson(body)) {
            reader.message = isHtml(body) ? pageWords(body) : shortened(body.strip(), LONGEST_TEXT);
        }
        return new ServerError(status, reader.message, reader.type, reader.code, body);
    }

    private boolean readJson(String body) {
        if (!body.stripLeading().startsWith("{") && !body.stripLeading().startsWith("\"")) {
            return false;
        }
        try {
            JsonCursor cursor = JsonCursor.of(body);
            readValue(cursor);
            cursor.end();
            return true;
        } catch (PosadaException e) {
            return false; // then the body is taken as text
        }
    }

    private void readValue(JsonCursor cursor) {
        Kind kind = cursor.peek();
        if (kind == Kind.OBJECT) {
            readObject(cursor);
        } else if (kind == Kind.STRING) {
            readText(cursor.string());
        } else if (kind == Kind.ARRAY) {
            cursor.beginArray();
            while (cursor.nextElement()) {
                readValue(cursor);
            }
        }
    }

    private void readObject(JsonCursor cursor) {
        cursor.beginObject();
        for (int name = cursor.nextName(NAMES); name != JsonCursor.END; name = cursor.nextName(NAMES)) {
            switch (name) {
                case 0, 4 -> readValue(cursor);
                case 1, 5, 6 -> {
                    if (cursor.peek() == Kind.STRING) {
                        readText(cursor.string());
                    }
                }
                case 2 -> type = scalar(cursor, type.equals("error") ? "" : type);
                case 3 -> code = scalar(cursor, code);
                default -> cursor.skip();
            }
        }
    }

    /** The first sentence counts; one that holds JSON of its own, as some servers pass on, is opened. */
    private void readText(String text) {
        if (message.isEmpty() && !(text.startsWith("{") && readJson(text))) {
            message = text;
        }
    }

    private static String scalar(JsonCursor cursor, String before) {
        return switch (cursor.peek()) {
            case STRING, NUMBER -> {
                String text = cursor.text();
                yield before.isEmpty() ? text : before;
            }
            default -> before;
        };
    }

    static boolean isHtml(String body) {
        return HTML.matcher(body).matches();
    }

    /** The title of a page, or its first words. */
    static String pageWords(String html) {
        Matcher title = TITLE.matcher(html);
        String text = title.find() ? title.group(1) : html.replaceAll("(?is)<(style|script).*?</\\1>", " ");
        return shortened(
                text.replaceAll("<[^>]*>", " ")
                        .replace("&nbsp;", " ")
                        .replace("&amp;", "&")
                        .replaceAll("\\s+", " ")
                        .strip(),
                LONGEST_PAGE_TEXT);
    }

    static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
