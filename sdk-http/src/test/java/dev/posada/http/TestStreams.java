// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.CallPolicy;
import dev.posada.ChatStream;
import dev.posada.FinishReason;
import dev.posada.spi.EventSink;
import dev.posada.spi.EventSource;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;

/** Streams over a small protocol of lines: {@code {"text":"…"}} and at the end {@code {"done":true}}. */
final class TestStreams {
    private static final JsonNames NAMES = JsonNames.of("text", "done", "error");

    private TestStreams() {}

    static HttpRequest request() {
        return HttpRequest.post(
                        "/chat",
                        new JsonWriter().beginObject().field("model", "tiny").endObject())
                .accept(HttpRequest.NDJSON);
    }

    static ChatStream open(HttpTransport transport) {
        return open(transport, request());
    }

    static ChatStream open(HttpTransport transport, HttpRequest request) {
        CallPolicy policy = transport.policy().model("tiny");
        return ChatStream.of(policy, call -> new Source(transport.open(request, call)));
    }

    private record Source(HttpStream stream) implements EventSource {
        @Override
        public boolean advance(EventSink sink) {
            FrameReader frames = stream.frames();
            if (!frames.next()) {
                return false;
            }
            do {
                decode(frames.json(), sink);
            } while (frames.nextAtHand());
            return true;
        }

        private void decode(JsonCursor json, EventSink sink) {
            json.beginObject();
            for (int name = json.nextName(NAMES); name != JsonCursor.END; name = json.nextName(NAMES)) {
                switch (name) {
                    case 0 -> sink.text(json.string());
                    case 1 -> {
                        stream.complete();
                        sink.finish(FinishReason.STOP, null);
                    }
                    case 2 -> throw stream.failure(json.raw());
                    default -> json.skip();
                }
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
