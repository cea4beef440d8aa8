// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ModelHost;
import dev.posada.RankedDocument;
import dev.posada.RerankModel;
import java.util.List;

/** A model behind the OpenAI wire that orders documents. */
record OpenAiRerankModel(OpenAiProtocol protocol, ModelHost host, String name) implements RerankModel {
    @Override
    public List<RankedDocument> rerank(String query, List<String> documents, int limit) {
        return protocol.rerank(name, query, documents, limit);
    }
}
