// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.PosadaException;
import java.util.concurrent.TimeUnit;
import okhttp3.Protocol;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class TlsTest extends TlsTestBase {
    private HostUnavailableException failure(TestHost host) {
        PosadaException failure = catchThrowableOfType(PosadaException.class, () -> answer(host));
        assertThat(failure).isInstanceOf(HostUnavailableException.class);
        assertThat(failure.isRetryable()).isFalse();
        return (HostUnavailableException) failure;
    }

    @Test
    void trustsWhatTheCaFileHolds() throws Exception {
        start(good());

        assertThat(answer(trustingHost())).isEqualTo("over TLS");
        assertThat(server.takeRequest().getUrl().scheme()).isEqualTo("https");
    }

    @Test
    void trustsEveryCertificateOfTheCaFile() throws Exception {
        start(good());
        String other =
                new HeldCertificate.Builder().certificateAuthority(0).build().certificatePem();

        assertThat(answer(host().caFile(file("cas.pem", "a comment\n" + other + "\n" + CA.certificatePem()))))
                .isEqualTo("over TLS");
    }

    @Test
    void speaksHttp11AlsoWhereTheServerWouldSpeakHttp2() throws Exception {
        server.setProtocols(java.util.List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        start(good());

        answer(trustingHost());

        assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/1.1");
    }

    @Test
    void refusesACertificateThatNobodyItTrustsHasSigned() throws Exception {
        start(good());

        HostUnavailableException failure = failure(host());

        assertThat(failure.reason()).isEqualTo(Reason.TLS_UNTRUSTED);
        assertThat(failure).hasMessageContaining("caFile(…)");
    }

    @Test
    void trustsTheCaFileAndNobodyElse() throws Exception {
        start(good());
        String other =
                new HeldCertificate.Builder().certificateAuthority(0).build().certificatePem();

        assertThat(failure(host().caFile(file("other.pem", other))).reason()).isEqualTo(Reason.TLS_UNTRUSTED);
    }

    @Test
    void refusesACertificateThatHasExpired() throws Exception {
        long now = System.currentTimeMillis();
        start(certificate()
                .addSubjectAlternativeName("localhost")
                .validityInterval(now - TimeUnit.DAYS.toMillis(2), now - TimeUnit.DAYS.toMillis(1))
                .build());

        HostUnavailableException failure = failure(trustingHost());

        assertThat(failure.reason()).isEqualTo(Reason.TLS_UNTRUSTED);
        assertThat(failure).hasMessageContaining("has expired");
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        start(certificate().addSubjectAlternativeName("gpu.example.org").build());

        HostUnavailableException failure = failure(trustingHost());

        assertThat(failure.reason()).isEqualTo(Reason.TLS_HOST_NAME);
        assertThat(failure).hasMessageContaining("is for another name");
    }

    @Test
    void noticesThatTheServerSpeaksPlainHttp() throws Exception {
        try (RawServer plain = new RawServer(peer -> {
            peer.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            peer.awaitEnd();
        })) {
            HostUnavailableException failure =
                    failure(TestHost.at("https://localhost:" + plain.port()).retries(0));

            assertThat(failure.reason()).isEqualTo(Reason.TLS);
            assertThat(failure).hasMessageContaining("does not speak TLS at this port. Use http://");
        }
    }

    @Test
    void noticesThatTheServerWantsTls() throws Exception {
        start(good());

        HostUnavailableException failure =
                failure(TestHost.at("http://localhost:" + server.getPort()).retries(0));

        assertThat(failure.reason()).isIn(Reason.TLS, Reason.RESET); // a JDK server may just hang up
    }
}
