// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Whom a host trusts, and what it shows of itself. Files are read when TLS is set up.
 *
 * @param caFile the certificates to trust instead of those of the JVM
 * @param certificate the client certificate's file: PEM, or PKCS #12 if there is no key file
 * @param key the PEM file with the key of the client certificate
 * @param password what the key or the PKCS #12 file is encrypted with
 */
record TlsSettings(
        @Nullable Path caFile,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable String password) {
    private static final String PEM = "-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----";

    static TlsSettings standard() {
        return new TlsSettings(null, null, null, null);
    }

    boolean isDefault() {
        return caFile == null && certificate == null;
    }

    void applyTo(OkHttpClient.Builder client) {
        if (isDefault()) {
            return;
        }
        try {
            X509TrustManager trust = trustManager();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), new TrustManager[] {trust}, null);
            client.sslSocketFactory(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Can't set up TLS: " + e.getMessage(), e);
        }
    }

    private X509TrustManager trustManager() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(caFile == null ? null : trustStore(caFile));
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static KeyStore trustStore(Path file) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate authority : certificates(file)) {
            store.setCertificateEntry("ca-" + number++, authority);
        }
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("An empty key store needs no reading.", e);
        }
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> found = new ArrayList<>();
        Matcher pem = Pattern.compile(PEM).matcher(text(file));
        while (pem.find()) {
            if (pem.group(1).endsWith("CERTIFICATE")) {
                found.add(factory.generateCertificate(new ByteArrayInputStream(decoded(pem))));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no certificates in PEM.");
        }
        return found;
    }

    private static byte[] decoded(Matcher pem) {
        return Base64.getMimeDecoder().decode(pem.group(2));
    }

    private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException {
        if (certificate == null) {
            return null;
        }
        char[] secret = password == null ? new char[0] : password.toCharArray();
        KeyStore store = key == null ? pkcs12(certificate, secret) : pemStore(certificate, key, secret);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, secret);
        return factory.getKeyManagers();
    }

    private static KeyStore pkcs12(Path file, char[] secret) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, secret);
            return store;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Can't read the client certificate in " + file + ": it must be a PKCS #12 file, and the password"
                            + " must fit.",
                    e);
        }
    }

    private static KeyStore pemStore(Path certificate, Path key, char[] secret) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
        store.setKeyEntry("client", privateKey(key, secret), secret, chain);
        return store;
    }

    private static PrivateKey privateKey(Path file, char[] secret) throws GeneralSecurityException {
        Matcher pem = Pattern.compile(PEM).matcher(text(file));
        while (pem.find()) {
            String kind = pem.group(1);
            if (kind.equals("PRIVATE KEY")) {
                return decodedKey(file, decoded(pem));
            }
            if (kind.equals("ENCRYPTED PRIVATE KEY")) {
                return decodedKey(file, decrypted(file, decoded(pem), secret));
            }
            if (kind.endsWith("PRIVATE KEY")) {
                throw new IllegalArgumentException("The key in " + file + " is in the old form \"" + kind
                        + "\". Convert it with: openssl pkcs8 -topk8 -nocrypt -in " + file.getFileName()
                        + " -out key.pem");
            }
        }
        throw new IllegalArgumentException(file + " holds no private key in PEM.");
    }

    private static PrivateKey decodedKey(Path file, byte[] pkcs8) throws GeneralSecurityException {
        GeneralSecurityException problem = null;
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                problem = e; // perhaps it is a key of another kind
            }
        }
        throw new IllegalArgumentException("The key in " + file + " is neither RSA nor EC nor EdDSA.", problem);
    }

    private static byte[] decrypted(Path file, byte[] encrypted, char[] secret) {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            AlgorithmParameters parameters = info.getAlgParameters();
            // The name that the file gives to the modern scheme says nothing of its parts; the parameters do.
            String algorithm = parameters == null ? info.getAlgName() : parameters.toString();
            Key key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(secret));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return info.getKeySpec(cipher).getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("Can't decrypt the key in " + file + ": does the password fit?", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IllegalArgumentException unreadable(Path file, IOException cause) {
        return new IllegalArgumentException("Can't read " + file + ": " + cause, cause);
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return "TLS with caFile " + caFile + " and client certificate " + certificate;
    }
}
