// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.stress;

import dev.posada.ModelHost;
import dev.posada.Timeouts;
import dev.posada.bedrock.Bedrock;
import dev.posada.testkit.MisbehavingServer;
import dev.posada.testkit.Script;
import dev.posada.testkit.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A server that misbehaves, and the host that asks it.
 *
 * @param expected how often each end has to come
 */
record Place(MisbehavingServer server, ModelHost host, Map<End, Integer> expected) {
    /** Long enough for a machine that is busy with hundreds of streams; as in the URIs below. */
    private static final Timeouts TIMEOUTS = Timeouts.defaults()
            .connect(Duration.ofSeconds(15))
            .firstToken(Duration.ofSeconds(15))
            .idle(Duration.ofSeconds(5));

    /** One for each wire, with as many random faults as there will be questions in all. */
    static List<Place> all(int questions) {
        List<Place> places = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            places.add(of(backend, share(backend, questions)));
        }
        return places;
    }

    /** Questions go round: the first place has the first, the sixth and so on. */
    private static int share(Backend backend, int questions) {
        int places = Backend.values().length;
        return (questions + places - 1 - place(backend)) / places;
    }

    private static int place(Backend backend) {
        return List.of(Backend.values()).indexOf(backend);
    }

    private static Place of(Backend backend, int questions) {
        Random random = new Random(place(backend));
        Wire wire = backend.wire();
        Script[] scripts = new Script[questions];
        Map<End, Integer> expected = new EnumMap<>(End.class);
        for (int i = 0; i < questions; i++) {
            Fault fault = Fault.random(random, wire);
            scripts[i] = fault.script();
            expected.merge(fault.end(), 1, Integer::sum);
        }
        MisbehavingServer server =
                MisbehavingServer.of(wire, scripts).closingConnectionsAfter(100).withoutRecord();
        return new Place(server, backend.host(server), expected);
    }

    private enum Backend {
        OLLAMA,
        LLAMACPP,
        LMSTUDIO,
        OPENAI,
        BEDROCK;

        Wire wire() {
            return switch (this) {
                case OLLAMA -> Wire.ollama();
                case LLAMACPP -> Wire.llamaServer();
                case LMSTUDIO -> Wire.lmStudio();
                case OPENAI -> Wire.openAi();
                case BEDROCK -> Wire.bedrock();
            };
        }

        ModelHost host(MisbehavingServer server) {
            return this == BEDROCK
                    ? bedrock(server.url())
                    : ModelHost.open(name().toLowerCase(Locale.ROOT) + "://127.0.0.1:" + server.port()
                            + "?retries=0&connectTimeout=15s&firstTokenTimeout=15s&idleTimeout=5s");
        }

        private static ModelHost bedrock(String url) {
            return Bedrock.builder()
                    .region("us-east-1")
                    .endpoint(url)
                    .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("made", "up")))
                    .retries(0)
                    .timeouts(TIMEOUTS)
                    .build();
        }
    }
}
