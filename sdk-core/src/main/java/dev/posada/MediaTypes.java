// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells media types by first bytes and by file name. */
final class MediaTypes {
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("csv", "text/csv"),
            Map.entry("html", "text/html"),
            Map.entry("doc", "application/msword"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xls", "application/vnd.ms-excel"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("mkv", "video/x-matroska"));

    private MediaTypes() {}

    static @Nullable String ofName(String lowerCaseName) {
        return BY_EXTENSION.get(lowerCaseName.substring(lowerCaseName.lastIndexOf('.') + 1));
    }

    static @Nullable String detect(byte[] bytes) {
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        if (starts(bytes, 0, 0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        if (starts(bytes, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        if (starts(bytes, 0, '%', 'P', 'D', 'F', '-')) {
            return "application/pdf";
        }
        if (starts(bytes, 0, 'R', 'I', 'F', 'F')) {
            return starts(bytes, 8, 'W', 'E', 'B', 'P')
                    ? "image/webp"
                    : starts(bytes, 8, 'W', 'A', 'V', 'E') ? "audio/wav" : null;
        }
        if (starts(bytes, 0, 'I', 'D', '3') || starts(bytes, 0, 0xFF, 0xFB) || starts(bytes, 0, 0xFF, 0xF3)) {
            return "audio/mpeg";
        }
        if (starts(bytes, 4, 'f', 't', 'y', 'p')) {
            return "video/mp4";
        }
        return starts(bytes, 0, 0x1A, 0x45, 0xDF, 0xA3) ? "video/webm" : null;
    }

    private static boolean starts(byte[] bytes, int offset, int... expected) {
        if (bytes.length < offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[offset + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
