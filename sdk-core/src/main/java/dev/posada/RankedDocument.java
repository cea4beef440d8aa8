// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/**
 * A document's place in an order.
 *
 * @param index its index in the list that was given
 * @param score how well it answers the question; higher is better, the scale is the model's own
 */
public record RankedDocument(int index, double score) {}
