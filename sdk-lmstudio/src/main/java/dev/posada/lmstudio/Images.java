// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ChatRequest;
import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.Media;
import dev.posada.Message;
import dev.posada.UnsupportedFeatureException;
import java.util.Set;

/** Checks the pictures of a request: of all formats the server reads two, and refuses or mangles the others. */
final class Images {
    private static final Set<String> READABLE = Set.of("image/png", "image/jpeg");

    private Images() {}

    /**
     * Goes on if the server can read all pictures.
     *
     * @throws UnsupportedFeatureException if it can't
     */
    static void requireReadable(ChatRequest request, ErrorDetails where) {
        for (Message message : request.messages()) {
            for (Content part : message.content()) {
                if (part instanceof Content.Image image && image.media().bytes().isPresent()) {
                    requireReadable(image.media(), where);
                }
            }
        }
    }

    private static void requireReadable(Media media, ErrorDetails where) {
        if (!READABLE.contains(media.type())) {
            throw new UnsupportedFeatureException(
                    "LM Studio reads pictures as PNG and JPEG only, and this one is " + media.type()
                            + ". Convert it first.",
                    where);
        }
    }
}
