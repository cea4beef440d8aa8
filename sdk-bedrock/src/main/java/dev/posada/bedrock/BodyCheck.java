// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks at the bytes of one body as they come in, before the AWS SDK keeps them. Used by one thread at a time. */
interface BodyCheck {
    /**
     * How many of the next bytes may be passed on. The rest, and what follows, is left out.
     *
     * @param bytes their position is left as it is
     */
    int sound(ByteBuffer bytes);

    /** What is wrong with the rest; {@code null} if the body may end there. */
    @Nullable
    ProtocolException complaint();
}
