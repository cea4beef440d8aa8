// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of a CA of its own, and hosts for it. */
abstract class TlsTestBase {
    static final HeldCertificate CA = new HeldCertificate.Builder()
            .certificateAuthority(1)
            .commonName("Test CA")
            .build();

    @TempDir
    Path folder;

    final MockWebServer server = new MockWebServer();

    @AfterEach
    void stop() {
        server.close();
    }

    static HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder().signedBy(CA).commonName("server");
    }

    static HeldCertificate good() {
        return certificate().addSubjectAlternativeName("localhost").build();
    }

    void start(HeldCertificate certificate) throws IOException {
        HandshakeCertificates handshake = new HandshakeCertificates.Builder()
                .heldCertificate(certificate, CA.certificate())
                .addTrustedCertificate(CA.certificate())
                .build();
        server.useHttps(handshake.sslSocketFactory());
        server.start();
    }

    TestHost host() {
        return TestHost.at("https://localhost:" + server.getPort()).retries(0);
    }

    TestHost trustingHost() throws IOException {
        return host().caFile(file("ca.pem", CA.certificatePem()));
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    String answer(TestHost host) {
        server.enqueue(new MockResponse.Builder().body("over TLS").build());
        try (HttpTransport transport = host.build()) {
            return transport
                    .policy()
                    .run(call -> transport.call(HttpRequest.get("/x").accept(HttpRequest.ANY), call))
                    .text();
        }
    }
}
