// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.List;

/** A complete grammar: every rule in it matches some text of limited length. Immutable and thread-safe. */
final class Grammar {
    private final Rule root;

    private Grammar(Rule root) {
        this.root = root;
    }

    /**
     * Completes a grammar.
     *
     * @param rules all rules that the root refers to, itself among them
     * @throws SchemaException if no text matches the root
     */
    static Grammar of(Rule root, List<Rule> rules) {
        boolean improved = true;
        while (improved) {
            improved = false;
            for (Rule rule : rules) {
                improved |= rule.improve();
            }
        }
        if (root.shortest() == null) {
            throw new SchemaException("no text of limited length can match it");
        }
        return new Grammar(root);
    }

    /** Where a text begins. */
    Place start() {
        return new Place.Before(root, Place.End.INSTANCE);
    }
}
