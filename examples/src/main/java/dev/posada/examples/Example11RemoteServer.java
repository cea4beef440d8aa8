// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.AuthenticationException;
import dev.posada.ChatStream;
import dev.posada.HostUnavailableException;
import dev.posada.ModelHost;
import dev.posada.RateLimitException;
import dev.posada.ollama.Ollama;
import java.nio.file.Path;

/**
 * Talks to a server of one's own behind TLS and a key. How to set one up is told in docs/remote-hosting.md.
 *
 * <p>The argument is a host URI with a model, such as {@code ollama+https://llm.example.org/llama3.2}; the key is in the
 * variable {@code POSADA_API_KEY}. Without an argument the example only says so.
 */
public final class Example11RemoteServer {
    private Example11RemoteServer() {}

    /** Runs the example. */
    public static void main(String[] args) {
        if (args.length == 0) {
            System.out.println("""
                    This example talks to a model server of your own behind TLS and a key; docs/remote-hosting.md sets one up.
                    Name the server and a model, and put the key into the environment, never into the URI:
                      POSADA_API_KEY=... ./example 11 ollama+https://llm.example.org/llama3.2
                    If the certificate is one of your own, add ?caFile=/path/to/posada.crt""");
            return;
        }
        try (ModelHost host = ModelHost.open(args[0])) {
            ask(host, host.defaultModel().orElse("llama3.2"));
        }
    }

    static void ask(ModelHost host, String model) {
        try (ChatStream answer = host.chatModel(model).stream("Why is the sky blue?")) {
            for (String words : answer.text()) {
                System.out.print(words);
            }
            System.out.println();
        } catch (AuthenticationException e) {
            System.out.println("The key is not the server's: " + e.getMessage());
        } catch (RateLimitException e) {
            System.out.println("Too many requests, even after having waited: " + e.getMessage());
        } catch (HostUnavailableException e) {
            System.out.println(
                    e.reason() + ": " + e.getMessage()); // no such name, refused, a certificate nobody signed, …
        }
    }

    static ModelHost configured(String key, Path certificate) {
        Ollama host = Ollama.builder()
                .url("https://llm.example.org")
                .apiKey(key)
                .caFile(certificate) // only for a certificate of your own
                .build();
        return host;
    }
}
