// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests of one connection, read no further than to tell which answer is wanted. */
final class StandInRequest {
    /** The field that asks for a stream stands at the beginning or the end of a body. */
    private static final int EDGE = 4096;

    private static final Pattern VISIT = Pattern.compile("visit-(\\w+)");

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private final StringBuilder line = new StringBuilder();
    private String path = "";
    private long length;
    private boolean chunked;
    private String start = "";
    private String end = "";

    StandInRequest(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** Reads the next request; false if the client has closed the connection. */
    boolean read() throws IOException {
        String first = readLine();
        if (first.isEmpty()) {
            return false;
        }
        path = first.split(" ", -1)[1];
        readHeaders();
        start = "";
        end = "";
        if (chunked) {
            for (long size = chunkSize(); size > 0; size = chunkSize()) {
                readBody(size);
                readLine();
            }
            readLine();
        } else {
            readBody(length);
        }
        return true;
    }

    private void readHeaders() throws IOException {
        length = 0;
        chunked = false;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:");
        }
    }

    private long chunkSize() throws IOException {
        return Long.parseLong(readLine(), 16);
    }

    private void readBody(long size) throws IOException {
        for (long left = size; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException("The client left in the middle of a request.");
            }
            if (start.isEmpty()) {
                start = new String(buffer, 0, Math.min(count, EDGE), StandardCharsets.ISO_8859_1);
            }
            int edge = Math.min(count, EDGE);
            if (left == count) {
                end = new String(buffer, count - edge, edge, StandardCharsets.ISO_8859_1);
            }
            left -= count;
        }
    }

    private String readLine() throws IOException {
        line.setLength(0);
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    String path() {
        return path;
    }

    /** The number by which a question can be told from others; empty where it has none. */
    String visit() {
        Matcher number = VISIT.matcher(start + end);
        return number.find() ? number.group(1) : "";
    }

    boolean wantsStream() {
        return path.endsWith(Wire.BEDROCK.path()) || asksForStream(start) || asksForStream(end);
    }

    private static boolean asksForStream(String part) {
        int at = part.indexOf("\"stream\"");
        return at >= 0
                && part.substring(at + 8, Math.min(at + 16, part.length())).contains("true");
    }
}
