// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.backend;

import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ChatModel;
import dev.posada.ErrorDetails;
import dev.posada.HostHealth;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.http.HttpHostBuilder;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.spi.Environment;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host of models that chat in words alone, over the lines of JSON that Ollama speaks. Thread-safe. */
public final class Venta implements ModelHost {
    static final String SCHEME = "venta";

    private static final JsonNames LIST = JsonNames.of("models");
    private static final JsonNames MODEL = JsonNames.of("name");

    private final HttpTransport transport;
    private final @Nullable String defaultModel;

    private Venta(Builder builder) {
        this.transport = builder.transport();
        this.defaultModel = builder.defaultModel;
    }

    /** A host to be configured. */
    public static Builder builder() {
        return new Builder();
    }

    static Venta open(HostUri uri, Environment environment) {
        Builder builder = builder().fromUri(uri, environment);
        uri.model().ifPresent(builder::defaultModel);
        return builder.build();
    }

    @Override
    public URI uri() {
        return transport.uri().toUri();
    }

    @Override
    public Optional<String> defaultModel() {
        return Optional.ofNullable(defaultModel);
    }

    @Override
    public ChatModel chatModel(String name) {
        return new VentaChatModel(this, name);
    }

    @Override
    public List<ModelInfo> models() {
        HttpRequest get = HttpRequest.get("/api/tags");
        return transport.policy().run(call -> read(transport.call(get, call).json()));
    }

    private static List<ModelInfo> read(JsonCursor json) {
        List<ModelInfo> models = new ArrayList<>();
        json.beginObject();
        for (int field = json.nextName(LIST); field != JsonCursor.END; field = json.nextName(LIST)) {
            if (field == 0) {
                json.beginArray();
                while (json.nextElement()) {
                    models.add(model(json));
                }
            }
        }
        return models;
    }

    private static ModelInfo model(JsonCursor json) {
        String name = "";
        json.beginObject();
        for (int field = json.nextName(MODEL); field != JsonCursor.END; field = json.nextName(MODEL)) {
            name = field == 0 ? json.string() : name;
        }
        return ModelInfo.builder(name)
                .capabilities(Capabilities.of(Capability.CHAT))
                .build();
    }

    @Override
    public ModelInfo model(String name) {
        return models().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelNotFoundException(
                        "Venta at " + transport.url() + " has no model \"" + name
                                + "\"; host.models() lists those it has.",
                        where(name)));
    }

    @Override
    public HostHealth health() {
        try {
            transport.policy().retryPolicy(RetryPolicy.none()).run(call -> transport.call(HttpRequest.get("/"), call));
            return new HostHealth(HostHealth.Status.UP, null, "Venta at " + transport.url());
        } catch (PosadaException e) {
            return new HostHealth(HostHealth.Status.DOWN, null, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        transport.close();
    }

    HttpTransport transport() {
        return transport;
    }

    ErrorDetails where(String model) {
        return ErrorDetails.none().host(uri().toString()).model(model);
    }

    /** Configures a host. Address, key, TLS, proxy and limits come from {@link HttpHostBuilder}. Not thread-safe. */
    public static final class Builder extends HttpHostBuilder<Builder> {
        private @Nullable String defaultModel;

        private Builder() {
            super(SCHEME, "http://127.0.0.1:11434");
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** The model that programs take which have no wish of their own. */
        public Builder defaultModel(String name) {
            defaultModel = name;
            return this;
        }

        /** The host. Does not connect. */
        public Venta build() {
            return new Venta(this);
        }

        private Builder fromUri(HostUri uri, Environment environment) {
            return from(uri, environment, "VENTA_API_KEY");
        }

        private HttpTransport transport() {
            return transport(new VentaErrors());
        }
    }
}
