// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.http;

import dev.posada.ErrorDetails;
import dev.posada.InvalidRequestException;
import dev.posada.PosadaException;
import java.util.Optional;

/** A builder of transports as backends have one, for a server called Tester. */
final class TestHost extends HttpHostBuilder<TestHost> {
    TestHost() {
        super("tester", "http://localhost:4711");
    }

    static TestHost at(String url) {
        return new TestHost().url(url);
    }

    HttpTransport build() {
        return build(new Dialect());
    }

    HttpTransport build(ServerDialect dialect) {
        return transport(dialect);
    }

    @Override
    protected TestHost self() {
        return this;
    }

    private static final class Dialect implements ServerDialect {
        @Override
        public String name() {
            return "Tester";
        }

        @Override
        public String startHint() {
            return "Start it with `tester serve`.";
        }

        @Override
        public Optional<PosadaException> toException(ServerError error, ErrorDetails details) {
            return error.message().equals("own words")
                    ? Optional.of(new InvalidRequestException("own exception", details))
                    : Optional.empty();
        }
    }
}
