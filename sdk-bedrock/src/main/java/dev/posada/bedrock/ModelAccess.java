// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether an account may use a model, as Bedrock's words have it. Bedrock may invent more words; compare with
 * {@link #isGranted()} where only the answer counts.
 *
 * @param model the model's id
 * @param agreement whether the vendor's terms are accepted, such as {@code AVAILABLE} or {@code PENDING}
 * @param authorization whether the credentials may use the model: {@code AUTHORIZED} or {@code NOT_AUTHORIZED}
 * @param entitlement whether the account has the model: {@code AVAILABLE} or {@code NOT_AVAILABLE}
 * @param region whether the region has the model: {@code AVAILABLE} or {@code NOT_AVAILABLE}
 */
public record ModelAccess(String model, String agreement, String authorization, String entitlement, String region) {
    private static final String AVAILABLE = "AVAILABLE";

    /** Whether nothing stands in the way. */
    public boolean isGranted() {
        return obstacles().isEmpty();
    }

    /** What stands in the way and what to do about it, in sentences for people; empty if nothing does. */
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        if (!region.equals(AVAILABLE)) {
            obstacles.add("The region does not have the model (" + region
                    + "); take another region or an inference profile.");
        }
        if (!entitlement.equals(AVAILABLE) || !agreement.equals(AVAILABLE)) {
            obstacles.add("The account has no access to the model yet (agreement " + agreement + ", entitlement "
                    + entitlement + "); ask for it in the Bedrock console under Model access.");
        }
        if (!authorization.equals("AUTHORIZED")) {
            obstacles.add("The credentials may not use the model (" + authorization
                    + "); they need a policy that allows bedrock:InvokeModel.");
        }
        return List.copyOf(obstacles);
    }
}
