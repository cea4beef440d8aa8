// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What a model can do, as far as its host tells. Immutable and thread-safe. */
public final class Capabilities {
    private static final Capabilities UNKNOWN = new Capabilities(Set.of(), false);

    private final Set<Capability> known;
    private final boolean told;

    private Capabilities(Set<Capability> known, boolean told) {
        this.known = known;
        this.told = told;
    }

    /** The host does not tell. */
    public static Capabilities unknown() {
        return UNKNOWN;
    }

    /** Exactly these. */
    public static Capabilities of(Capability... capabilities) {
        return of(Set.of(capabilities));
    }

    /** Exactly these. */
    public static Capabilities of(Collection<Capability> capabilities) {
        Set<Capability> copy = EnumSet.noneOf(Capability.class);
        copy.addAll(capabilities);
        return new Capabilities(Set.copyOf(copy), true);
    }

    /** Whether the host tells what the model can do. */
    public boolean areKnown() {
        return told;
    }

    /** Whether the model is known to have a capability. */
    public boolean has(Capability capability) {
        return known.contains(capability);
    }

    /** Whether the model is known not to have a capability. */
    public boolean lacks(Capability capability) {
        return told && !known.contains(capability);
    }

    /** All that the model is known to have. */
    public Set<Capability> all() {
        return known;
    }

    @Override
    public String toString() {
        return told ? known.toString() : "unknown";
    }
}
