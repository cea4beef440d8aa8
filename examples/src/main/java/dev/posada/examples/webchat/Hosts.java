// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.webchat;

import dev.posada.Capability;
import dev.posada.ChatModel;
import dev.posada.DiscoveredHost;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The hosts that the page offers, each opened once. Thread-safe. */
final class Hosts implements AutoCloseable {
    private static final String DEMO = "embedded://demo";

    private final List<String> named;
    private final Map<String, ModelHost> open = new ConcurrentHashMap<>();

    Hosts(List<String> named) {
        this.named = List.copyOf(named);
        named.forEach(this::open);
    }

    /** Looks anew at each call, since servers come and go. */
    List<Map<String, String>> offered() {
        Map<String, String> offered = new LinkedHashMap<>();
        named.forEach(uri -> offered.put(uri, uri));
        for (DiscoveredHost host : ModelHost.discover()) {
            offered.putIfAbsent(host.uri(), host.kind() + " at " + host.uri().replaceFirst("^[^/]*//", ""));
        }
        offered.put(DEMO, "Demo model (tiny, makes mistakes)");
        offered.keySet().forEach(this::open);
        List<Map<String, String>> list = new ArrayList<>();
        offered.forEach((uri, name) -> list.add(Map.of("uri", uri, "name", name)));
        return list;
    }

    List<String> models(String uri) {
        ModelHost host = offered(uri);
        Optional<String> chosen = host.defaultModel();
        List<String> models = new ArrayList<>(chosen.stream().toList());
        for (ModelInfo model : host.models()) {
            if (!model.capabilities().lacks(Capability.CHAT) && !models.contains(model.name())) {
                models.add(model.name());
            }
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException(
                    uri + " has no model to chat with. Get one first, as in: ./posada pull llama3.2");
        }
        return models;
    }

    ChatModel model(String uri, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("Choose a model first.");
        }
        return offered(uri).chatModel(name);
    }

    /** The browser can't make this server talk to a place that it was not offered. */
    private ModelHost offered(String uri) {
        ModelHost host = open.get(uri);
        if (host == null) {
            throw new IllegalArgumentException("The host \"" + uri + "\" is not one of those on offer.");
        }
        return host;
    }

    private void open(String uri) {
        open.computeIfAbsent(uri, ModelHost::open);
    }

    @Override
    public void close() {
        open.values().forEach(ModelHost::close);
    }
}
