// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;

/** Opens {@code scripted://NAME}, a host that a test has set up under that name or one of those for tests in a process of their own. */
public final class ScriptedProvider implements HostProvider {
    @Override
    public String scheme() {
        return "scripted";
    }

    @Override
    public ModelHost open(HostUri uri, Environment environment) {
        return ScriptedHost.find(uri.host()).openedAs(uri);
    }
}
