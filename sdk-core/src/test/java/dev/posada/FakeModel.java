// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import static dev.posada.FakeTransport.does;

import dev.posada.spi.TimeSource;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A model on a host of its own, whose answers are planned one by one; its host never tries again by itself. */
final class FakeModel implements ChatModel {
    private final String name;
    private final TimeSource time;
    final FakeTransport transport = new FakeTransport();
    final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger closes = new AtomicInteger();

    FakeModel(String name, TimeSource time) {
        this.name = name;
        this.time = time;
    }

    FakeModel says(String text) {
        return plays(does(sink -> sink.text(text)), does(sink -> {
            sink.usage(Usage.of(10, 5));
            sink.finish(FinishReason.STOP, null);
        }));
    }

    FakeModel fails(RuntimeException failure) {
        return plays(FakeTransport.fails(failure));
    }

    FakeModel isDown() {
        return fails(refused());
    }

    FakeModel plays(FakeTransport.Step... steps) {
        transport.answers(steps);
        return this;
    }

    static HostUnavailableException refused() {
        return new HostUnavailableException(
                HostUnavailableException.Reason.REFUSED, "Nobody listens.", ErrorDetails.none(), null);
    }

    int asked() {
        return transport.opened.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModelHost host() {
        return new Host(this);
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        requests.add(request);
        CallPolicy policy = CallPolicy.of("test://" + name)
                .model(name)
                .retryPolicy(RetryPolicy.none())
                .time(time);
        return ChatStream.of(policy.forRequest(request), transport);
    }

    @Override
    public int countTokens(ChatRequest request) {
        return name.length();
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }

    private record Host(FakeModel model) implements ModelHost {
        @Override
        public URI uri() {
            return URI.create("test://" + model.name);
        }

        @Override
        public ChatModel chatModel(String name) {
            return model;
        }

        @Override
        public List<ModelInfo> models() {
            return List.of(model(model.name));
        }

        @Override
        public ModelInfo model(String name) {
            return ModelInfo.builder(name).build();
        }

        @Override
        public HostHealth health() {
            return new HostHealth(HostHealth.Status.UP, null, "fake");
        }

        @Override
        public void close() {
            // nothing to let go of
        }
    }
}
