// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One connection of the stand-in server. */
final class StandInConnection implements Runnable {
    private final Socket socket;
    private final StandIn server;

    StandInConnection(Socket socket, StandIn server) {
        this.socket = socket;
        this.server = server;
    }

    @Override
    public void run() {
        try (socket) {
            StandInRequest request = new StandInRequest(socket.getInputStream());
            while (request.read()) {
                answer(request, socket.getOutputStream());
            }
        } catch (SocketException | EOFException e) {
            // The client has gone, as it may.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(StandInRequest request, OutputStream out) throws IOException {
        if (request.path().startsWith("/closed/")) {
            answerClosing(request.path().substring(8), out);
            return;
        }
        Scenario scenario = Scenario.ofPath(request.path());
        Wire wire = Wire.ofPath(request.path());
        Answers answers = server.answers(scenario, wire);
        if (!request.wantsStream()) {
            out.write(answers.document());
        } else if (scenario == Scenario.PACED) {
            writePaced(answers, scenario.millisBetween(), out);
        } else {
            out.write(answers.stream());
        }
        if (scenario == Scenario.ENDLESS) {
            awaitClosing(request.visit());
        }
    }

    private static void writePaced(Answers answers, int millisBetween, OutputStream out) throws IOException {
        out.write(answers.head());
        List<byte[]> events = answers.events();
        long due = System.nanoTime();
        for (byte[] event : events) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            out.write(event);
            due += event == events.get(events.size() - 2) ? 0 : TimeUnit.MILLISECONDS.toNanos(millisBetween);
        }
    }

    private void awaitClosing(String visit) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            while (in.read() >= 0) {
                // a client sends nothing more
            }
        } catch (SocketException e) {
            // a connection that is reset is closed as well
        }
        server.closed(visit, System.nanoTime());
        socket.close();
    }

    private void answerClosing(String visit, OutputStream out) throws IOException {
        String body = Long.toString(server.closedAt(visit));
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
    }
}
