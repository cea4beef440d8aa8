// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes that the stand-in server sends, made once. One HTTP chunk per token, as servers send them. */
final class Answers {
    private static final String[] WORDS = (" the model of a small inn at the edge of town , where guests come and go ;"
                    + " each one tells a story and nobody asks how long it will take to the next morning .")
            .split("(?= )", -1);

    private static final int LETTERS = 26;

    private final Wire wire;
    private final boolean unique;
    private final byte[] head;
    private final byte[] document;
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<byte[]> events;
    private final byte[] stream;

    /**
     * The answer of so many tokens.
     *
     * @param unique whether no word comes twice
     * @param hasEnd whether the answer ends by itself
     */
    Answers(Wire wire, int tokens, boolean unique, boolean hasEnd) {
        this.wire = wire;
        this.unique = unique;
        this.head = ("HTTP/1.1 200 OK\r\nContent-Type: " + wire.streamType() + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        this.document = withLength(document(tokens));
        this.events = new ArrayList<>(tokens + 1);
        for (int i = 0; i < tokens; i++) {
            byte[] event = event(word(i));
            bodies.add(i == 0 ? join(start(), event) : event);
        }
        if (hasEnd) {
            bodies.add(end(tokens));
        }
        bodies.forEach(body -> events.add(chunk(body)));
        if (hasEnd) {
            byte[] lastChunk = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            events.add(join(events.remove(events.size() - 1), lastChunk));
        }
        this.stream = all();
    }

    private byte[] all() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        events.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** About as long in both cases: a space and some four letters. */
    private String word(int index) {
        if (!unique) {
            return WORDS[index % WORDS.length];
        }
        StringBuilder word = new StringBuilder(" ");
        int rest = index * 7919; // has no factor in common with 26, so that neighbours differ and none comes twice
        for (int i = 0; i < 4; i++, rest /= LETTERS) {
            word.append((char) ('a' + rest % LETTERS));
        }
        return word.toString();
    }

    /** The events without HTTP around them. */
    List<byte[]> bodies() {
        return bodies;
    }

    /** The head of a streamed answer. */
    byte[] head() {
        return head;
    }

    /** The whole of an answer that is not streamed, head included. */
    byte[] document() {
        return document;
    }

    /** The events of a streamed answer; the last brings the end along. */
    List<byte[]> events() {
        return events;
    }

    /** The whole of a streamed answer, head included. */
    byte[] stream() {
        return stream;
    }

    /** What comes before the first token. */
    private byte[] start() {
        return wire == Wire.BEDROCK
                ? EventStreamFrame.of("messageStart", "{\"p\":\"abcdefgh\",\"role\":\"assistant\"}")
                : new byte[0];
    }

    private byte[] event(String word) {
        return wire == Wire.BEDROCK
                ? EventStreamFrame.of(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + word + "\"},\"p\":\"abcdefghijkl\"}")
                : line(word).getBytes(StandardCharsets.UTF_8);
    }

    private String line(String word) {
        return switch (wire) {
            case OLLAMA ->
                "{\"model\":\"stand-in\",\"created_at\":\"2026-11-22T09:14:03.118204Z\",\"message\":"
                        + "{\"role\":\"assistant\",\"content\":\"" + word + "\"},\"done\":false}\n";
            case OPENAI ->
                "data: {\"id\":\"chatcmpl-4v9x0c7d1s8k2l4m6n5q\",\"object\":\"chat.completion.chunk\",\"created\":1795338843,"
                        + "\"model\":\"stand-in\",\"system_fingerprint\":\"fp_stand_in\",\"choices\":[{\"index\":0,"
                        + "\"delta\":{\"content\":\"" + word + "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
            case BEDROCK -> throw new IllegalStateException("Bedrock sends frames.");
        };
    }

    private byte[] end(int tokens) {
        if (wire != Wire.BEDROCK) {
            return lastLine(tokens).getBytes(StandardCharsets.UTF_8);
        }
        byte[] stops = join(
                EventStreamFrame.of("contentBlockStop", "{\"contentBlockIndex\":0,\"p\":\"abcd\"}"),
                EventStreamFrame.of("messageStop", "{\"p\":\"abcdef\",\"stopReason\":\"end_turn\"}"));
        return join(
                stops, EventStreamFrame.of("metadata", "{\"metrics\":{\"latencyMs\":5}," + bedrockUsage(tokens) + "}"));
    }

    private static String bedrockUsage(int tokens) {
        return "\"usage\":{\"inputTokens\":11,\"outputTokens\":" + tokens + ",\"totalTokens\":" + (11 + tokens) + "}";
    }

    private String lastLine(int tokens) {
        return switch (wire) {
            case OLLAMA ->
                "{\"model\":\"stand-in\",\"created_at\":\"2026-11-22T09:14:03.118204Z\",\"message\":"
                        + "{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
                        + "\"total_duration\":5000000,\"load_duration\":1000000,\"prompt_eval_count\":11,"
                        + "\"prompt_eval_duration\":1000000,\"eval_count\":" + tokens + ",\"eval_duration\":3000000}\n";
            case OPENAI ->
                "data: {\"id\":\"chatcmpl-4v9x0c7d1s8k2l4m6n5q\",\"object\":\"chat.completion.chunk\",\"created\":1795338843,"
                        + "\"model\":\"stand-in\",\"system_fingerprint\":\"fp_stand_in\",\"choices\":[{\"index\":0,"
                        + "\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
            case BEDROCK -> throw new IllegalStateException("Bedrock sends frames.");
        };
    }

    private String document(int tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            text.append(word(i));
        }
        return switch (wire) {
            case OLLAMA -> lastLine(tokens).replace("\"content\":\"\"", "\"content\":\"" + text + "\"");
            case OPENAI ->
                "{\"id\":\"chatcmpl-4v9x0c7d1s8k2l4m6n5q\",\"object\":\"chat.completion\",\"created\":1795338843,"
                        + "\"model\":\"stand-in\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                        + text + "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":"
                        + "{\"prompt_tokens\":11,\"completion_tokens\":" + tokens + ",\"total_tokens\":" + (11 + tokens)
                        + "}}";
            case BEDROCK ->
                "{\"metrics\":{\"latencyMs\":5},\"output\":{\"message\":{\"content\":[{\"text\":\"" + text
                        + "\"}],\"role\":\"assistant\"}},\"stopReason\":\"end_turn\"," + bedrockUsage(tokens) + "}";
        };
    }

    private static byte[] withLength(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String start =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        return join(start.getBytes(StandardCharsets.US_ASCII), body);
    }

    private static byte[] chunk(byte[] body) {
        byte[] start = (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return join(join(start, body), "\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] join(byte[] left, byte[] right) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(left.length + right.length);
        both.writeBytes(left);
        both.writeBytes(right);
        return both.toByteArray();
    }
}
