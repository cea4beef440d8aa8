// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

/**
 * A LoRA adapter of a server.
 *
 * @param id names the adapter on its server
 * @param path its file on the server
 * @param scale how much of it is mixed in; zero for nothing
 */
public record LoraAdapter(int id, String path, double scale) {}
