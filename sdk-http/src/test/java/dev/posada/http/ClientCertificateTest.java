// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.PosadaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class ClientCertificateTest extends TlsTestBase {
    private static final HeldCertificate CLIENT = new HeldCertificate.Builder()
            .commonName("a client")
            .signedBy(CA)
            .rsa2048()
            .build();

    /** The object identifier of the encryption scheme that openssl uses as well. */
    private static final byte[] PBES2 = HexFormat.of().parseHex("06092a864886f70d01050d");

    @Test
    void showsItsCertificateFromPemFiles() throws Exception {
        server.requireClientAuth();
        start(good());

        answer(trustingHost()
                .clientCertificate(
                        file("client.pem", CLIENT.certificatePem()), file("key.pem", CLIENT.privateKeyPkcs8Pem())));

        assertThat(server.takeRequest().getHandshake().peerPrincipal().getName())
                .isEqualTo("CN=a client");
    }

    @Test
    void showsItsCertificateWithAnEllipticKey() throws Exception {
        HeldCertificate elliptic = new HeldCertificate.Builder()
                .commonName("elliptic")
                .signedBy(CA)
                .ecdsa256()
                .build();
        server.requireClientAuth();
        start(good());

        answer(trustingHost()
                .clientCertificate(
                        file("both.pem", elliptic.privateKeyPkcs8Pem() + elliptic.certificatePem()),
                        folder.resolve("both.pem")));

        assertThat(server.takeRequest().getHandshake().peerPrincipal().getName())
                .isEqualTo("CN=elliptic");
    }

    @Test
    void showsItsCertificateWithAnEncryptedKey() throws Exception {
        server.requireClientAuth();
        start(good());
        Path certificate = file("client.pem", CLIENT.certificatePem());
        Path key = file("key.pem", encryptedKey("pass word"));

        answer(trustingHost().clientCertificate(certificate, key, "pass word"));

        assertThat(server.takeRequest().getHandshake().peerPrincipal().getName())
                .isEqualTo("CN=a client");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trustingHost()
                        .clientCertificate(certificate, key, "wrong")
                        .build())
                .withMessageContaining("does the password fit?")
                .withMessageNotContaining("wrong");
    }

    private static String encryptedKey(String password) throws GeneralSecurityException, IOException {
        String algorithm = "PBEWithHmacSHA256AndAES_128";
        SecretKey secret =
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        byte[] encrypted = cipher.doFinal(CLIENT.keyPair().getPrivate().getEncoded());
        byte[] scheme = der(0x30, PBES2, cipher.getParameters().getEncoded());
        byte[] info = der(0x30, scheme, der(0x04, encrypted));
        return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(info)
                + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    }

    /** EncryptedPrivateKeyInfo of the JDK can read this scheme, but not write it. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        if (length > 0xFF) {
            all.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8)});
        } else if (length > 0x7F) {
            all.write(0x81);
        }
        all.write(length);
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    @Test
    void showsItsCertificateFromPkcs12() throws Exception {
        server.requireClientAuth();
        start(good());
        Path file = folder.resolve("client.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "me", CLIENT.keyPair().getPrivate(), "pass".toCharArray(), new Certificate[] {CLIENT.certificate()});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "pass".toCharArray());
        }

        answer(trustingHost().clientCertificate(file, "pass"));

        assertThat(server.takeRequest().getHandshake().peerPrincipal().getName())
                .isEqualTo("CN=a client");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> trustingHost().clientCertificate(file, "other").build())
                .withMessageContaining("client.p12");
    }

    @Test
    void saysWhenTheServerMissesACertificate() throws Exception {
        server.requireClientAuth();
        start(good());

        PosadaException failure = catchThrowableOfType(PosadaException.class, () -> answer(trustingHost()));

        assertThat(((HostUnavailableException) failure).reason()).isIn(Reason.TLS, Reason.RESET);
        assertThat(failure).hasMessageContaining("clientCertificate(…)");
    }

    @Test
    void refusesFilesWithoutWhatTheyShouldHold() throws Exception {
        server.start();
        Path empty = file("empty.pem", "");
        Path certificate = file("client.pem", CLIENT.certificatePem());
        Path oldKey = file("old.pem", CLIENT.privateKeyPkcs1Pem());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> host().caFile(folder.resolve("missing.pem")))
                .withMessageContaining("missing.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host().caFile(empty).build())
                .withMessageContaining("holds no certificates in PEM");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> host().clientCertificate(certificate, certificate).build())
                .withMessageContaining("holds no private key in PEM");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host().clientCertificate(certificate, oldKey).build())
                .withMessageContaining("openssl pkcs8 -topk8");
    }
}
