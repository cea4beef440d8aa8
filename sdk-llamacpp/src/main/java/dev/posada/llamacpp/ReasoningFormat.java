// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.llamacpp;

/** Where a model's thinking is put in its answer. */
public enum ReasoningFormat {
    /** As the server thinks best: apart from the answer, for most models. */
    AUTO("auto"),
    /** Apart from the answer. */
    DEEPSEEK("deepseek"),
    /** Apart from the answer and, with its tags, in it too; in a stream in the answer only. */
    DEEPSEEK_LEGACY("deepseek-legacy"),
    /** In the answer, with the tags that the model puts around it. */
    NONE("none");

    private final String wireName;

    ReasoningFormat(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
