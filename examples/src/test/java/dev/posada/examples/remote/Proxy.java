// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.remote;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/** A real proxy with the configuration of this folder, in which only folders and ports are changed. */
final class Proxy implements AutoCloseable {
    static final String KEY = "a-key-for-tests";
    private static final Path REMOTE = Path.of("remote");

    final int port;
    private final Process process;

    private Proxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isHere(String program) {
        return path(program) != null;
    }

    private static String path(String program) {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst()
                .orElse(null);
    }

    /** Starts nginx; its certificate will be the file {@code posada.crt} in the folder. */
    static Proxy nginx(Path folder, String endpoints, int upstream) throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        Files.writeString(folder.resolve("posada.crt"), certificate.certificatePem());
        Files.writeString(folder.resolve("posada.key"), certificate.privateKeyPkcs8Pem());
        Files.writeString(folder.resolve("posada-keys.map"), "\"Bearer " + KEY + "\" 1;\n");
        int port = freePort();
        copy(
                folder,
                "posada.conf",
                "posada.conf",
                "listen 443",
                "listen 127.0.0.1:" + port,
                "listen 80;",
                "listen 127.0.0.1:" + freePort() + ";");
        copy(folder, "proxy.conf", "posada-proxy.conf");
        copy(
                folder,
                endpoints,
                "posada-endpoints.conf",
                "127.0.0.1:11434",
                "127.0.0.1:" + upstream,
                "127.0.0.1:8080",
                "127.0.0.1:" + upstream);
        Path main = folder.resolve("nginx.conf");
        // Started by root, nginx works as somebody else, who may not enter the folder of a test.
        String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
        Files.writeString(main, user + """
                daemon off;
                pid %1$s/pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    include %1$s/posada.conf;
                }
                """.formatted(folder));
        return start(
                folder, port, List.of(path("nginx"), "-e", "stderr", "-p", folder.toString(), "-c", main.toString()));
    }

    static Proxy caddy(Path folder, int upstream) throws Exception {
        int port = freePort();
        Path file = folder.resolve("Caddyfile");
        String text = Files.readString(REMOTE.resolve("Caddyfile"))
                .replace("127.0.0.1:11434", "127.0.0.1:" + upstream)
                .replace("{$POSADA_NAME}", "http://127.0.0.1:" + port)
                .replace("{$POSADA_KEY}", KEY);
        Files.writeString(file, "{\n\tadmin off\n}\n" + text);
        return start(
                folder, port, List.of(path("caddy"), "run", "--adapter", "caddyfile", "--config", file.toString()));
    }

    private static void copy(Path folder, String from, String to, String... replacements) throws IOException {
        String text = Files.readString(REMOTE.resolve("nginx").resolve(from))
                .replaceAll("(?m)^ *listen \\[::].*\\n", "")
                .replace("/etc/nginx/", folder + "/");
        for (int i = 0; i < replacements.length; i += 2) {
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        Files.writeString(folder.resolve(to), text);
    }

    private static Proxy start(Path folder, int port, List<String> command) throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        while (!listens(port)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError(Files.readString(log, StandardCharsets.UTF_8));
            }
        }
        return new Proxy(process, port);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
