// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatStream;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.PosadaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PoolingTest {
    private static final HttpRequest REQUEST =
            HttpRequest.post("/x", new JsonWriter().beginObject().field("a", 1).endObject());

    private static String call(HttpTransport transport) {
        return transport.policy().run(call -> transport.call(REQUEST, call)).text();
    }

    private static void answerAll(RawServer.Peer peer) throws IOException {
        while (peer.readRequest()) {
            peer.answer("200 OK", "{}");
        }
    }

    @Test
    void callsShareOneConnection() throws IOException {
        try (RawServer server = new RawServer(PoolingTest::answerAll);
                HttpTransport transport = TestHost.at(server.url()).build()) {
            for (int i = 0; i < 20; i++) {
                assertThat(call(transport)).isEqualTo("{}");
            }

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCompleteStreamGivesItsConnectionBack() throws IOException {
        int connections = connectionsOfTwentyStreams(peer -> peer.lastChunk("{\"done\":true}\n"));

        assertThat(connections).isEqualTo(1);
    }

    /** For a while only, so a server that is held up costs a connection. */
    @Test
    void theEndOfAStreamIsWaitedFor() throws IOException {
        int connections = connectionsOfTwentyStreams(peer -> {
            peer.chunk("{\"done\":true}\n");
            peer.endStream();
        });

        assertThat(connections).isLessThan(10);
    }

    private static int connectionsOfTwentyStreams(RawServer.Script end) throws IOException {
        RawServer.Script script = peer -> {
            while (peer.readRequest()) {
                peer.startStream();
                peer.chunk("{\"text\":\"Hi\"}\n");
                end.serve(peer);
            }
        };
        try (RawServer server = new RawServer(script);
                HttpTransport transport = TestHost.at(server.url()).build()) {
            for (int i = 0; i < 20; i++) {
                try (ChatStream stream = TestStreams.open(transport)) {
                    assertThat(stream.response().text()).isEqualTo("Hi");
                }
            }
            return server.connections();
        }
    }

    @Test
    void aStreamWhoseEndIsMissingAfterTheLastLineIsCompleteAndCutsItsConnection() throws Exception {
        RawServer.Script script = peer -> {
            peer.readRequest();
            peer.startStream();
            peer.chunk("{\"text\":\"Hi\"}\n{\"done\":true}\n");
            peer.awaitEnd();
        };
        try (RawServer server = new RawServer(script);
                HttpTransport transport = TestHost.at(server.url()).build()) {
            try (ChatStream stream = TestStreams.open(transport)) {
                assertThat(stream.response().text()).isEqualTo("Hi");
            }

            server.end();
        }
    }

    @Test
    void connectionsThatTheServerHasClosedMeanwhileAreReplacedUnnoticed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        RawServer.Script script = peer -> {
            peer.readRequest();
            peer.answer("200 OK", "{\"connection\":" + peer.number() + "}");
            if (peer.number() == 1) {
                peer.close();
                closed.countDown();
            }
            peer.awaitEnd();
        };
        try (RawServer server = new RawServer(script);
                HttpTransport transport = TestHost.at(server.url()).retries(0).build()) {
            assertThat(call(transport)).isEqualTo("{\"connection\":1}");
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();

            assertThat(call(transport)).isEqualTo("{\"connection\":2}");
        }
    }

    @Test
    void aRequestThatMeetsAClosingConnectionIsSentOnceMore() throws Exception {
        RawServer.Script script = peer -> {
            peer.readRequest();
            peer.answer("200 OK", "{\"connection\":" + peer.number() + "}");
            peer.readRequest();
            if (peer.number() == 1) {
                peer.reset(); // the request has come, but this server has had enough of this connection
            }
            peer.answer("200 OK", "{}");
        };
        try (RawServer server = new RawServer(script);
                HttpTransport transport = TestHost.at(server.url()).retries(0).build()) {
            assertThat(call(transport)).isEqualTo("{\"connection\":1}");
            assertThat(call(transport)).isEqualTo("{\"connection\":2}");

            server.request();
            String lost = server.request();
            assertThat(server.request()).isEqualTo(lost);
            assertThat(server.hasNoMoreRequests()).isTrue();
        }
    }

    @Test
    void aRequestIsNotSentOnceMoreWhenAnAnswerHadBegun() throws Exception {
        RawServer.Script script = peer -> {
            peer.readRequest();
            peer.answer("200 OK", "{}");
            peer.readRequest();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{");
        };
        try (RawServer server = new RawServer(script);
                HttpTransport transport = TestHost.at(server.url()).retries(0).build()) {
            call(transport);

            assertThat(catchThrowableOfType(PosadaException.class, () -> call(transport)))
                    .hasMessageContaining("broke in the middle of the answer");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aNewConnectionThatBreaksIsAFailure() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::readRequest);
                HttpTransport transport = TestHost.at(server.url()).retries(0).build()) {

            HostUnavailableException failure =
                    catchThrowableOfType(HostUnavailableException.class, () -> call(transport));

            assertThat(failure.reason()).isEqualTo(Reason.RESET);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void serversMayCloseEveryConnectionAfterAHundredRequests() throws Exception {
        RawServer.Script script = peer -> {
            for (int i = 0; i < 100 && peer.readRequest(); i++) {
                peer.answer("200 OK", "{}"); // and no header says that the last was the last
            }
        };
        try (RawServer server = new RawServer(script);
                HttpTransport transport = TestHost.at(server.url()).retries(0).build()) {
            for (int i = 0; i < 250; i++) {
                assertThat(call(transport)).isEqualTo("{}");
            }

            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    @Timeout(60)
    void hundredsOfStreamsRunAtOnce() throws Exception {
        int streams = 512;
        CountDownLatch allAreThere = new CountDownLatch(streams);
        RawServer.Script script = peer -> {
            peer.readRequest();
            peer.startStream();
            allAreThere.countDown();
            await(allAreThere);
            peer.chunk("{\"text\":\"Hi\"}\n{\"done\":true}\n");
            peer.endStream();
        };
        ExecutorService readers = Executors.newFixedThreadPool(streams);
        try (RawServer server = new RawServer(script);
                HttpTransport transport = TestHost.at(server.url()).build()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                answers.add(readers.submit(() -> {
                    try (ChatStream stream = TestStreams.open(transport)) {
                        return stream.response().text();
                    }
                }));
            }

            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("Hi");
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void closingTheHostClosesItsConnections() throws Exception {
        RawServer.Script script = peer -> {
            peer.readRequest();
            peer.answer("200 OK", "{}");
            peer.awaitEnd();
        };
        try (RawServer server = new RawServer(script)) {
            HttpTransport transport = TestHost.at(server.url()).build();
            call(transport);

            transport.close();
            transport.close();

            server.end();
            assertThatIllegalStateException()
                    .isThrownBy(() -> call(transport))
                    .withMessageContaining("is closed; open a new one");
        }
    }

    @Test
    void aClientThatWasHandedInGoesOn() throws Exception {
        OkHttpClient client = new OkHttpClient();
        try (RawServer server = new RawServer(PoolingTest::answerAll)) {
            HttpTransport first = TestHost.at(server.url()).httpClient(client).build();
            HttpTransport second = TestHost.at(server.url()).httpClient(client).build();
            call(first);

            first.close();

            assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
            assertThat(call(second)).isEqualTo("{}");
            client.connectionPool().evictAll();
        }
    }

    @Test
    void theInterceptorsOfAClientThatWasHandedInAreUsed() throws Exception {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().header("X-Trace", "abc").build()))
                .build();
        try (RawServer server = new RawServer(PoolingTest::answerAll);
                HttpTransport transport =
                        TestHost.at(server.url()).httpClient(client).build()) {
            call(transport);

            assertThat(server.request()).contains("X-Trace: abc");
        }
        client.connectionPool().evictAll();
    }
}
