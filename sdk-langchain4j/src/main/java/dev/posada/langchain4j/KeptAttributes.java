// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.posada.Content;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of a LangChain4j message, such as the signature of its thoughts. They are for the provider that made them
 * and nobody else, as encrypted thoughts are; so they travel as these, which hosts that can't read them leave out.
 */
final class KeptAttributes {
    private static final String MARK = "langchain4j:";

    private KeptAttributes() {}

    /**
     * The attributes as a part of an answer.
     *
     * @throws IllegalArgumentException if they have no JSON form
     */
    static Content write(Map<String, Object> attributes) {
        return new Content.RedactedThinking(MARK + JsonTexts.write(attributes));
    }

    /** The attributes in a part; empty if they are another host's thoughts. */
    static Optional<Map<String, Object>> read(Content.RedactedThinking part) {
        return part.data().startsWith(MARK)
                ? Optional.of(JsonTexts.object(part.data().substring(MARK.length())))
                : Optional.empty();
    }
}
