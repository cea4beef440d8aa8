// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatStream;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.PosadaException;
import dev.posada.ProtocolException;
import dev.posada.StreamInterruptedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionFailureTest {
    private static final HttpRequest REQUEST = HttpRequest.get("/x");

    private static PosadaException failure(TestHost host) {
        try (HttpTransport transport = host.retries(0).build()) {
            return catchThrowableOfType(
                    PosadaException.class, () -> transport.policy().run(call -> transport.call(REQUEST, call)));
        }
    }

    private static PosadaException failure(RawServer.Script script) throws IOException {
        try (RawServer server = new RawServer(script)) {
            return failure(TestHost.at(server.url()));
        }
    }

    private static void assertReason(PosadaException failure, Reason reason) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Dns addresses(String... literals) {
        return name -> {
            List<InetAddress> addresses = new ArrayList<>();
            for (String literal : literals) {
                addresses.addAll(List.of(InetAddress.getAllByName(literal)));
            }
            return addresses;
        };
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int port = closedPort();

        PosadaException failure = failure(TestHost.at("http://localhost:" + port));

        assertReason(failure, Reason.REFUSED);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure)
                .hasMessage("Nothing listens at the address of Tester at http://localhost:" + port
                        + ". Is it running? Start it with `tester serve`.");
    }

    @Test
    void theNameIsNotKnown() {
        Dns dns = name -> {
            throw new UnknownHostException(name);
        };

        PosadaException failure = failure(TestHost.at("http://gpu.example:1")
                .httpClient(new OkHttpClient.Builder().dns(dns).build()));

        assertReason(failure, Reason.DNS);
        assertThat(failure).hasMessageContaining("http://gpu.example:1").hasMessageContaining("is not known");
    }

    @Test
    void theNetworkHasNoWay() {
        TestHost host = TestHost.at("http://127.0.0.1:1")
                .httpClient(clientThatFailsWith(new NoRouteToHostException("No route to host")));

        assertReason(failure(host), Reason.UNREACHABLE);
    }

    @Test
    void aRefusalTellsMoreThanAMissingRoute() throws IOException {
        Dns dns = addresses("::1", "127.0.0.1");
        SocketFactory sockets = new TestSockets((socket, address) -> {
            boolean sixth = address.toString().contains("0:0:0:0");
            throw sixth ? new ConnectException("Network is unreachable") : new ConnectException("Connection refused");
        });

        PosadaException failure = failure(TestHost.at("http://gpu.example:1")
                .httpClient(new OkHttpClient.Builder()
                        .dns(dns)
                        .socketFactory(sockets)
                        .build()));

        assertReason(failure, Reason.REFUSED);
    }

    private static OkHttpClient clientThatFailsWith(IOException failure) {
        return new OkHttpClient.Builder()
                .socketFactory(new TestSockets((socket, address) -> {
                    throw failure;
                }))
                .build();
    }

    @Test
    void oneDeadAddressOfTwoIsNoFailure() throws IOException {
        try (RawServer server = new RawServer(peer -> {
            peer.readRequest();
            peer.answer("200 OK", "{}");
        })) {
            Dns dns = addresses("127.0.0.2", "127.0.0.1");
            OkHttpClient client = new OkHttpClient.Builder().dns(dns).build();
            try (HttpTransport transport = TestHost.at("http://gpu.example:" + server.port())
                    .httpClient(client)
                    .build()) {

                HttpAnswer answer = transport.policy().run(call -> transport.call(REQUEST, call));

                assertThat(answer.text()).isEqualTo("{}");
            }
        }
    }

    @Test
    void anAddressThatNeverAnswersDoesNotHoldTheOtherUp() throws IOException {
        try (RawServer server = new RawServer(peer -> {
            peer.readRequest();
            peer.answer("200 OK", "{}");
        })) {
            Dns dns = addresses("127.0.0.2", "127.0.0.1");
            SocketFactory sockets = new TestSockets((socket, address) -> {
                if (address.toString().contains("127.0.0.2")) {
                    socket.hang();
                }
                socket.connectIndeed(address);
            });
            OkHttpClient client =
                    new OkHttpClient.Builder().dns(dns).socketFactory(sockets).build();
            try (HttpTransport transport = TestHost.at("http://gpu.example:" + server.port())
                    .httpClient(client)
                    .build()) {

                HttpAnswer answer = transport.policy().run(call -> transport.call(REQUEST, call));

                assertThat(answer.text()).isEqualTo("{}");
            }
        }
    }

    @Test
    void theServerHangsUpWithoutAnAnswer() throws IOException {
        PosadaException closed = failure(RawServer.Peer::readRequest);
        PosadaException reset = failure((RawServer.Script) peer -> {
            peer.readRequest();
            peer.reset();
        });
        PosadaException afterHalfAStatusLine = failure((RawServer.Script) peer -> {
            peer.readRequest();
            peer.send("HTTP/1.1 20");
        });

        assertReason(closed, Reason.RESET);
        assertReason(reset, Reason.RESET);
        assertReason(afterHalfAStatusLine, Reason.RESET);
        assertThat(closed.isRetryable()).isTrue();
        assertThat(closed).hasMessageContaining("closed the connection before it answered");
    }

    @Test
    void theServerSpeaksSomethingElse() throws IOException {
        PosadaException failure = failure((RawServer.Script) peer -> peer.send("SSH-2.0-OpenSSH_9.2\r\n"));

        assertThat(failure)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("does not answer in HTTP")
                .hasMessageContaining("SSH-2.0-OpenSSH_9.2");
    }

    @Test
    void theServerWantsTls() throws IOException {
        PosadaException failure = failure((RawServer.Script) peer -> {
            peer.readRequest();
            peer.send("\u0015\u0003\u0001\u0000\u0002\u0002\n\r\n");
        });

        assertReason(failure, Reason.TLS);
        assertThat(failure).hasMessageContaining("speaks TLS at this port. Use https://");
    }

    @Test
    void theAnswerBreaksOff() throws IOException {
        PosadaException failure = failure((RawServer.Script) peer -> {
            peer.readRequest();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":");
        });

        assertThat(failure)
                .isInstanceOf(StreamInterruptedException.class)
                .hasMessageContaining("broke in the middle of the answer");
        assertThat(failure.isRetryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "5\r\nabcde", "5\r\nabc", "", "5", "5\r\n{\"a\":1}\r\nxx\r\n"})
    void theChunksBreakOffOrMakeNoSense(String chunks) throws IOException {
        PosadaException failure = failure((RawServer.Script) peer -> {
            peer.readRequest();
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        });

        assertThat(failure).isInstanceOfAny(StreamInterruptedException.class, ProtocolException.class);
    }

    @Test
    void aStreamBreaksOffAndKeepsWhatHadArrived() throws IOException {
        RawServer.Script reset = peer -> {
            peer.readRequest();
            peer.startStream();
            peer.chunk("{\"text\":\"Hel\"}\n{\"te");
            peer.awaitAck();
            peer.reset();
        };
        RawServer.Script missingEnd = peer -> {
            peer.readRequest();
            peer.startStream();
            peer.chunk("{\"text\":\"Hel\"}\n");
        };
        RawServer.Script cutLine = peer -> {
            peer.readRequest();
            peer.startStream();
            peer.chunk("{\"text\":\"Hel\"}\n{\"done\":tr");
            peer.endStream();
        };
        for (RawServer.Script script : List.of(reset, missingEnd, cutLine)) {
            try (RawServer server = new RawServer(script);
                    HttpTransport transport = TestHost.at(server.url()).build();
                    ChatStream stream = TestStreams.open(transport)) {

                PosadaException failure = catchThrowableOfType(
                        PosadaException.class, () -> stream.text().forEach(word -> server.acknowledge()));

                assertThat(failure).isInstanceOf(StreamInterruptedException.class);
                assertThat(failure.partialText()).isEqualTo("Hel");
                assertThat(server.connections()).isEqualTo(1);
            }
        }
    }
}
