// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posada.ChatModel;
import dev.posada.ChatResponse;
import dev.posada.testkit.ReceivedRequest;
import dev.posada.testkit.SocketServer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** A host whose server plays a script, for one test. */
final class FaultyBedrock implements AfterEachCallback {
    static final String MODEL = "openai.gpt-oss-20b-1:0";

    private SocketServer server;
    private Bedrock host;

    /** Plays a script for all requests. */
    void serve(SocketServer.Handler script) {
        serve(script, builder -> {});
    }

    /** Plays a script for all requests, of a host that is set up further. */
    void serve(SocketServer.Handler script, Consumer<Bedrock.Builder> settings) {
        close();
        server = server(script);
        host = host(settings);
    }

    /** Plays scripts in turn, the last one from then on. */
    void serveInTurn(Consumer<Bedrock.Builder> settings, SocketServer.Handler... scripts) {
        server = server(scripts);
        host = host(settings);
    }

    private Bedrock host(Consumer<Bedrock.Builder> settings) {
        Bedrock.Builder builder = builder(server.url()).retries(0);
        settings.accept(builder);
        return builder.build();
    }

    /** A host with made-up credentials at an address. */
    static Bedrock.Builder builder(String url) {
        return Bedrock.builder()
                .region(Region.US_EAST_1)
                .endpoint(url)
                .credentials(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDMADEUP", "made-up-secret")));
    }

    Bedrock host() {
        return host;
    }

    ChatModel model() {
        return host.chatModel(MODEL);
    }

    ChatResponse chat() {
        return model().chat("Hi");
    }

    <E extends Throwable> E failure(Class<E> type) {
        return catchThrowableOfType(type, this::chat);
    }

    List<ReceivedRequest> requests() {
        return server.requests();
    }

    /** A server of that wire. It plays the scripts one after the other, and the last one from then on. */
    static SocketServer server(SocketServer.Handler... scripts) {
        return SocketServer.of("application/vnd.amazon.eventstream", scripts);
    }

    SocketServer server() {
        return server;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    private void close() {
        if (host != null) {
            host.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
