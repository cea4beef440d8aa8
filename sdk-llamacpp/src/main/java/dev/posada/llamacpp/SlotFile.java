// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

import java.time.Duration;

/**
 * What a slot has read, saved to or restored from a file on the server's disk.
 *
 * @param slot the slot
 * @param name the file's name in the server's folder for slots
 * @param tokens how many tokens it holds
 * @param bytes how large it is
 * @param time how long it took
 */
public record SlotFile(int slot, String name, int tokens, long bytes, Duration time) {}
