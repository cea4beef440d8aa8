// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/** Words for what a host can't do. */
final class Unsupported {
    private Unsupported() {}

    static UnsupportedFeatureException feature(ModelHost host, String model, String complaint) {
        return new UnsupportedFeatureException(
                "The host " + host.uri() + " " + complaint + ".",
                ErrorDetails.none().host(host.uri().toString()).model(model));
    }
}
