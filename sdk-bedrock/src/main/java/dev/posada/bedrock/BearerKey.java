// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.token.credentials.SdkToken;

/**
 * A Bedrock API key for the AWS SDK.
 *
 * @param token the key itself
 */
record BearerKey(String token) implements SdkToken {
    @Override
    public Optional<Instant> expirationTime() {
        return Optional.empty();
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "BearerKey[***]";
    }
}
