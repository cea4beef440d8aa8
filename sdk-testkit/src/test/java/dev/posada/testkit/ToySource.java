// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posada.ErrorDetails;
import dev.posada.FinishReason;
import dev.posada.HostUnavailableException;
import dev.posada.StreamInterruptedException;
import dev.posada.Usage;
import dev.posada.spi.Call;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads lines of Ollama's API off a socket, trusting that all is well. */
final class ToySource implements EventSource {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Milliseconds after which it gives up: longer than any limit of the suite, so that its own timeouts are first. */
    private static final int IMPATIENCE = 500;

    private final Socket socket;
    private final BufferedReader in;
    private int length = -1; // of a body that is no stream

    ToySource(URI address, String key, String body, Call call) {
        try {
            socket = new Socket(address.getHost(), address.getPort());
        } catch (IOException e) {
            throw new HostUnavailableException(
                    HostUnavailableException.Reason.REFUSED, "Nobody answers.", ErrorDetails.none(), e);
        }
        call.onCancel(this::close);
        try {
            socket.setSoTimeout(IMPATIENCE);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String head = "POST /api/chat HTTP/1.1\r\nHost: toy\r\nAuthorization: Bearer " + key
                    + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes each line that begins like JSON for a piece of the answer, and all others for what HTTP needs. */
    @Override
    public boolean advance(EventSink sink) {
        try {
            String line = in.readLine();
            while (line != null && !line.startsWith("{") && !line.equals("0")) {
                if (line.startsWith("Content-Length: ")) {
                    line = whole(Integer.parseInt(line.substring(16)));
                } else {
                    line = in.readLine();
                }
            }
            if (line != null && line.startsWith("{")) {
                read(MAPPER.readTree(line), sink);
            }
            if (line == null || line.equals("0") || length >= 0) {
                sink.finish(FinishReason.STOP, null); // the mistake that the first guarantee is about
                return false;
            }
            return true;
        } catch (IOException e) {
            throw new StreamInterruptedException("The connection broke.", ErrorDetails.none(), e);
        }
    }

    /** The body of an answer that is no stream, for which it does not care what it is. */
    private String whole(int bodyLength) throws IOException {
        length = bodyLength;
        while (!in.readLine().isEmpty()) {
            // other headers
        }
        StringBuilder body = new StringBuilder();
        while (body.length() < length) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            body.append((char) next);
        }
        return body.toString().startsWith("{") ? body.toString() : "0";
    }

    private static void read(JsonNode line, EventSink sink) {
        sink.started(null, "toy");
        JsonNode message = line.path("message");
        sink.text(message.path("content").asText());
        sink.thinking(message.path("thinking").asText());
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            sink.toolCall(
                    call.path("id").asText(null),
                    function.path("name").asText(),
                    function.path("arguments").toString());
        }
        if (line.path("done").asBoolean()) {
            sink.usage(Usage.of(
                    line.path("prompt_eval_count").asInt(),
                    line.path("eval_count").asInt()));
            sink.finish(FinishReason.STOP, line.path("done_reason").asText());
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
