// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;

/** Sockets that do something else than connect. */
final class TestSockets extends SocketFactory {
    private final Connecting connecting;

    /** What a socket does when it is told to connect. */
    interface Connecting {
        void connect(TestSocket socket, SocketAddress address) throws IOException;
    }

    TestSockets(Connecting connecting) {
        this.connecting = connecting;
    }

    @Override
    public Socket createSocket() {
        return new TestSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }

    final class TestSocket extends Socket {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            if (timeout != 0) {
                throw new AssertionError("The call watches the time, not the socket.");
            }
            connecting.connect(this, address);
        }

        /** Connects indeed. */
        void connectIndeed(SocketAddress address) throws IOException {
            super.connect(address, 0);
        }

        /** Waits, as for an address that never answers. */
        void hang() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SocketException("Socket closed");
        }

        @Override
        public synchronized void close() throws IOException {
            closed.countDown();
            super.close();
        }
    }
}
