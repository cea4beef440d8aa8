// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.examples.webchat.WebChat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves a page to chat in: {@code ./example 13}, then open the address that it prints.
 *
 * <p>The page offers the hosts whose URIs are given as arguments, those that run on this machine, and the demo model inside
 * this JVM. {@code --port 9000} changes the port. Only this machine can reach the page, unless {@code --listen ADDRESS} says
 * otherwise; it has no login.
 */
public final class Example13WebChat {
    private Example13WebChat() {}

    /** Runs the example until it is stopped. */
    public static void main(String[] args) throws IOException {
        InetAddress address = InetAddress.getLoopbackAddress();
        int port = 8087;
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--port") && i + 1 < args.length) {
                port = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--listen") && i + 1 < args.length) {
                address = InetAddress.getByName(args[++i]);
            } else {
                hosts.add(args[i]);
            }
        }

        WebChat chat = WebChat.start(new InetSocketAddress(address, port), hosts);
        Runtime.getRuntime().addShutdownHook(new Thread(chat::close));
        System.out.println("Open " + chat.address() + " in a browser; Ctrl+C ends the server.");
        if (!address.isLoopbackAddress()) {
            System.out.println("Everybody who reaches this address can chat here: there is no login.");
        }
    }
}
