// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.CancelledException;
import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.http.JsonWriter;
import dev.posada.spi.Call;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts models into the server's memory and takes them out. Whoever asks the server to load a model that is in memory gets a
 * second instance of it, while requests keep going to the first, so one thread at a time looks and then loads. Thread-safe.
 */
final class ModelMemory {
    static final String LOAD_PATH = "/api/v1/models/load";
    static final String UNLOAD_PATH = "/api/v1/models/unload";

    private static final JsonNames LOADED = JsonNames.of("instance_id", "load_time_seconds", "load_config");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final HttpTransport transport;
    private final Catalogue catalogue;
    private final ReentrantLock lock = new ReentrantLock();

    ModelMemory(HttpTransport transport, Catalogue catalogue) {
        this.transport = transport;
        this.catalogue = catalogue;
    }

    /**
     * Sees to it that a model is in memory with these options. An instance with others is taken out first, since requests would
     * go on to it.
     */
    LoadedInstance load(String name, LoadOptions options, Call call) {
        return alone(call, () -> {
            CatalogueModel model = catalogue.model(name, call);
            if (model.isLoaded() && fits(model.instances().get(0), options)) {
                return model.instances().get(0);
            }
            for (LoadedInstance instance : model.instances()) {
                unload(instance, call);
            }
            return load(model, name, options, call);
        });
    }

    /**
     * Sees to it that a model is in memory, with these options if it was not.
     *
     * @return the instance to which requests go
     */
    LoadedInstance loadIfMissing(String name, LoadOptions options, Call call) {
        return alone(call, () -> {
            CatalogueModel model = catalogue.model(name, call);
            return model.isLoaded() ? model.instancesNamed(name).get(0) : load(model, name, options, call);
        });
    }

    /** Takes a model out of memory, all of its instances; or one of them, if the name is that of one. */
    void unload(String name, Call call) {
        alone(call, () -> {
            List<LoadedInstance> instances = catalogue.model(name, call).instancesNamed(name);
            instances.forEach(instance -> unload(instance, call));
            return instances;
        });
    }

    /** Whether an instance has all the settings that are asked for, as far as it tells. */
    private static boolean fits(LoadedInstance instance, LoadOptions options) {
        Map<String, String> settings = JsonText.fields(JsonCursor.of(instance.json()));
        return options.fields().entrySet().stream()
                .allMatch(wanted -> wanted.getValue().equals(settings.get(wanted.getKey())));
    }

    private LoadedInstance load(CatalogueModel model, String name, LoadOptions options, Call call) {
        JsonWriter body = new JsonWriter().beginObject().field("model", name);
        options.fields().forEach((field, json) -> body.name(field).raw(json));
        body.field("echo_load_config", true).endObject();
        HttpAnswer answer = transport.call(HttpRequest.post(LOAD_PATH, body), call);
        return read(requireKnown(answer, "load a model").json(), model.key());
    }

    private void unload(LoadedInstance instance, Call call) {
        JsonWriter body = new JsonWriter()
                .beginObject()
                .field("instance_id", instance.id())
                .endObject();
        requireKnown(transport.call(HttpRequest.post(UNLOAD_PATH, body), call), "unload a model");
    }

    private HttpAnswer requireKnown(HttpAnswer answer, String what) {
        if (LmStudioAnswers.isUnknownPath(answer)) {
            throw new UnsupportedFeatureException(
                    "LM Studio at " + transport.url() + " can't be asked to " + what
                            + ": that needs version 0.4.0 or newer. Use the `lms` command on its machine.",
                    ErrorDetails.none());
        }
        return LmStudioAnswers.requireSuccess(answer);
    }

    static LoadedInstance read(JsonCursor object, String model) {
        String id = "";
        Duration time = null;
        String config = "{}";
        object.beginObject();
        for (int name = object.nextName(LOADED); name != JsonCursor.END; name = object.nextName(LOADED)) {
            switch (name) {
                case 0 -> id = object.string();
                case 1 -> time = seconds(object);
                case 2 -> config = object.isNull() ? config : object.raw();
                default -> object.skip();
            }
        }
        object.end();
        if (id.isEmpty()) {
            throw new ProtocolException(
                    "The server loaded " + model + ", but does not name the instance.", ErrorDetails.none());
        }
        return new LoadedInstance(id, model, CatalogueReader.contextLength(config), time, config);
    }

    static @Nullable Duration seconds(JsonCursor number) {
        return number.isNull() ? null : Duration.ofNanos(Math.round(number.doubleValue() * 1e9));
    }

    /** Waits for its turn in a way that a cancelled call can leave. */
    private <T> T alone(Call call, Supplier<T> action) {
        try {
            while (!lock.tryLock(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                call.ensureRunning();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(
                    "The thread was interrupted while it waited for another one that loads a model.",
                    ErrorDetails.none(),
                    e);
        }
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
