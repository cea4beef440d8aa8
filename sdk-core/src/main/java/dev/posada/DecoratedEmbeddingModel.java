// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.ArrayList;
import java.util.List;

/** An embedding model over others. Its name and host are those of the first. */
record DecoratedEmbeddingModel(Tactic<EmbeddingModel> tactic) implements EmbeddingModel {

    @Override
    public String name() {
        return tactic.models.get(0).name();
    }

    @Override
    public ModelHost host() {
        return tactic.models.get(0).host();
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        Course<EmbeddingModel> course = new Course<>(tactic, request.timeouts().orElse(null), Limit.tokensOf(request));
        EmbeddingResponse response = begin(request, course);
        course.release(null, response.usage());
        if (course.warnings().isEmpty()) {
            return response;
        }
        List<ChatWarning> warnings = new ArrayList<>(course.warnings());
        warnings.addAll(response.warnings());
        return new EmbeddingResponse(
                response.model(), response.embeddings(), response.usage(), response.timings(), warnings);
    }

    private static EmbeddingResponse begin(EmbeddingRequest request, Course<EmbeddingModel> course) {
        try {
            return course.begin(model -> model.embed(remaining(request, course)));
        } catch (PosadaException e) {
            throw course.placed(e, EmbeddingModel::host, EmbeddingModel::name);
        }
    }

    private static EmbeddingRequest remaining(EmbeddingRequest request, Course<EmbeddingModel> course) {
        Timeouts left = course.limitsLeft();
        return left == null ? request : request.timeouts(left);
    }
}
