// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Plays one script over one connection. Used by one thread. Throws {@link IOException} when it finds that the client has gone. */
final class Performance {
    private static final byte[] FILLING = "x".repeat(4096).getBytes(StandardCharsets.UTF_8);

    private static final byte[] NOTHING = {};

    private final Wire wire;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final AtomicLong sent;
    private boolean chunked;
    private boolean over;

    /** A chunk that goes out together with the end of the body, so that who has read the one has the other at hand. */
    private byte[] held = NOTHING;

    private boolean holds;
    private int left;
    private Script.Delivery delivery = Script.answer().delivery();

    Performance(Wire wire, Socket socket, InputStream in, AtomicLong sent) throws IOException {
        this.wire = wire;
        this.socket = socket;
        this.in = in;
        this.sent = sent;
        this.out = socket.getOutputStream();
    }

    /** Answers as a proper server does. */
    void besides(String path) throws IOException {
        Optional<String> body = wire.besides(path);
        whole(
                body.isPresent() ? 200 : 404,
                "application/json",
                body.orElseGet(() -> wire.errorBody(404, "not found")),
                List.of());
    }

    /** Plays the script and says whether the connection goes on. */
    boolean play(Script script) throws IOException {
        delivery = script.delivery();
        left = delivery.limit();
        Iterator<byte[]> words = wire.encode(script.pieces()).iterator();
        List<Step> steps = script.steps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (socket.isClosed() || (over && !(step instanceof Step.End))) {
                break;
            }
            holds = step instanceof Step.Say && !delivery.byteByByte() && endsAfter(steps, i);
            play(step, words);
        }
        if (!over && !socket.isClosed()) {
            end(Script.Ending.CLEAN);
        }
        return !socket.isClosed();
    }

    /** Whether the body ends properly after this step. */
    private static boolean endsAfter(List<Step> steps, int index) {
        return index + 1 == steps.size()
                || (steps.get(index + 1) instanceof Step.End end && end.ending() == Script.Ending.CLEAN);
    }

    private void play(Step step, Iterator<byte[]> words) throws IOException {
        if (step instanceof Step.Say) {
            body(words.next());
        } else if (step instanceof Step.Head head) {
            begin(head);
        } else if (step instanceof Step.Refusal refusal) {
            String body = refusal.message() == null
                    ? wire.loadingBody()
                    : wire.errorBody(refusal.status(), refusal.message());
            whole(refusal.status(), "application/json", body, refusal.headers());
        } else if (step instanceof Step.Page page) {
            whole(page.status(), page.contentType(), page.body(), page.headers());
        } else if (step instanceof Step.Embeddings embeddings) {
            whole(200, "application/json", wire.embeddingsBody(embeddings.vectors()), List.of());
        } else if (step instanceof Step.Raw raw) {
            body(raw.bytes().getBytes(StandardCharsets.ISO_8859_1));
        } else if (step instanceof Step.Malformed) {
            body(wire.malformedFrame());
        } else if (step instanceof Step.End end) {
            end(end.ending());
        } else {
            takeTime(step);
        }
    }

    private void takeTime(Step step) throws IOException {
        if (step instanceof Step.Stall) {
            awaitEnd();
        } else if (step instanceof Step.KeepAlive) {
            body(wire.keepAlive());
        } else if (step instanceof Step.KeepAliveForever forever) {
            while (true) {
                body(wire.keepAlive());
                pause(forever.pause().toMillis());
            }
        } else if (step instanceof Step.EndlessFrame) {
            body(wire.endlessFrame());
            while (true) {
                body(FILLING);
            }
        } else if (step instanceof Step.EndlessText endless) {
            byte[] words = wire.encode(List.of(new Piece.Text(endless.words()))).get(0);
            while (true) {
                body(words);
            }
        } else if (step instanceof Step.Pause pause) {
            pause(pause.time().toMillis());
        } else if (step instanceof Step.Await await) {
            uninterrupted(() -> await.latch().await());
        }
    }

    private void begin(Step.Head head) throws IOException {
        chunked = true;
        send("HTTP/1.1 " + head.status() + " OK\r\nContent-Type: " + wire.contentType()
                + "\r\nTransfer-Encoding: chunked\r\n" + lines(head.headers()) + "\r\n");
    }

    private void whole(int status, String type, String body, List<String> headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send("HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                + "\r\n" + lines(headers) + "\r\n");
        out.write(bytes);
        out.flush();
    }

    private static String lines(List<String> headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach(header -> lines.append(header).append("\r\n"));
        return lines.toString();
    }

    private void body(byte[] bytes) throws IOException {
        byte[] allowed = bytes.length <= left ? bytes : Arrays.copyOf(bytes, left);
        left -= allowed.length;
        if (delivery.byteByByte()) {
            for (byte single : allowed) {
                chunk(new byte[] {single});
            }
        } else {
            chunk(allowed);
        }
        if (left == 0) {
            end(delivery.ending());
        }
    }

    private void chunk(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = Arrays.copyOf(size, size.length + bytes.length + 2);
        System.arraycopy(bytes, 0, chunk, size.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        if (holds) {
            held = chunk;
        } else {
            out.write(chunk);
            out.flush();
        }
        sent.addAndGet(bytes.length);
    }

    private void end(Script.Ending ending) throws IOException {
        if (ending == Script.Ending.CLEAN) {
            if (chunked && !over) {
                sendHeld("0\r\n\r\n");
            }
            over = true;
            return;
        }
        sendHeld("");
        if (ending == Script.Ending.RESET) {
            socket.setSoLinger(true, 0);
        }
        over = true;
        socket.close();
    }

    /** Sends what was held back, and this in the same packet. */
    private void sendHeld(String text) throws IOException {
        byte[] more = text.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(held, held.length + more.length);
        System.arraycopy(more, 0, all, held.length, more.length);
        held = NOTHING;
        out.write(all);
        out.flush();
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Clients send no more than they were asked for, so the next thing to read is their going. */
    private void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            // not expected
        }
        throw new IOException("the client has gone");
    }

    private static void pause(long millis) throws IOException {
        uninterrupted(() -> TimeUnit.MILLISECONDS.sleep(millis));
    }

    private static void uninterrupted(Waiting waiting) throws IOException {
        try {
            waiting.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server was ended");
        }
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }
}
