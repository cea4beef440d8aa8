// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files that set up a machine when it starts for the first time. */
class CloudInitTest {
    private static final Path REMOTE = Path.of("remote");

    @ParameterizedTest
    @CsvSource({"ec2.yaml, ollama.conf", "hetzner.yaml, llama-server.conf"})
    void bringTheConfigurationThatIsTested(String file, String endpoints) throws Exception {
        Map<String, String> files = files(file);

        assertThat(files.get("/etc/nginx/conf.d/posada.conf")).isEqualTo(nginx("posada.conf"));
        assertThat(files.get("/etc/nginx/posada-proxy.conf")).isEqualTo(nginx("proxy.conf"));
        assertThat(files.get("/etc/nginx/posada-endpoints.conf")).isEqualTo(nginx(endpoints));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2.yaml", "hetzner.yaml"})
    void openNothingButTheShellAndTheWeb(String file) throws Exception {
        String setup = files(file).get("/usr/local/sbin/posada-setup");

        assertThat(setup.lines().filter(line -> line.startsWith("ufw ")))
                .containsExactly(
                        "ufw default deny incoming",
                        "ufw default allow outgoing",
                        "ufw allow 22/tcp",
                        "ufw allow 80/tcp",
                        "ufw allow 443/tcp",
                        "ufw --force enable");
        assertThat(Files.readString(REMOTE.resolve(file))).doesNotContain("0.0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2.yaml", "hetzner.yaml"})
    void holdScriptsThatTheShellCanRead(String file) throws Exception {
        for (String script : List.of("/usr/local/sbin/posada-setup", "/usr/local/sbin/posada-certificate")) {
            Process shell =
                    new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
            try (OutputStream out = shell.getOutputStream()) {
                out.write(files(file).get(script).getBytes(StandardCharsets.UTF_8));
            }

            String complaints = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(complaints).as(script).isEmpty();
            assertThat(shell.waitFor()).isZero();
        }
    }

    private static Map<String, String> files(String file) throws Exception {
        String text = Files.readString(REMOTE.resolve(file));
        assertThat(text).startsWith("#cloud-config\n");
        Map<?, ?> config = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        Map<String, String> files = new TreeMap<>();
        for (Object entry : (List<?>) config.get("write_files")) {
            Map<?, ?> written = (Map<?, ?>) entry;
            files.put((String) written.get("path"), (String) written.get("content"));
        }
        assertThat(config.get("runcmd")).isEqualTo(List.of(List.of("/usr/local/sbin/posada-setup")));
        return files;
    }

    private static String nginx(String file) throws Exception {
        return Files.readString(REMOTE.resolve("nginx").resolve(file));
    }
}
