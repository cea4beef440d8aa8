// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.backend;

import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;

/** Opens {@code venta://host:port/model}. */
public final class VentaProvider implements HostProvider {
    /** For the service loader. */
    public VentaProvider() {}

    @Override
    public String scheme() {
        return Venta.SCHEME;
    }

    @Override
    public ModelHost open(HostUri uri, Environment environment) {
        return Venta.open(uri, environment);
    }
}
