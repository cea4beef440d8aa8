// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ErrorDetails;
import dev.posada.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bounds a body that the AWS SDK keeps as a whole. Used by one thread at a time. */
final class SizeCheck {
    /** More than any error that the service writes; a page of a proxy may be as long as it likes. */
    private static final int START_OF_ERROR = 64 << 10;

    private final long limit;
    private final boolean cutsOff;
    private long size;

    private SizeCheck(long limit, boolean cutsOff) {
        this.limit = limit;
        this.cutsOff = cutsOff;
    }

    /** For an answer, of which all is wanted. */
    static SizeCheck answer(long limit) {
        return new SizeCheck(limit, false);
    }

    /** For the words of an error, of which the beginning will do. */
    static SizeCheck error() {
        return new SizeCheck(START_OF_ERROR, true);
    }

    /**
     * How many of the next bytes may be passed on. The rest, and what follows, is left out.
     *
     * @param bytes their position is left as it is
     */
    int sound(ByteBuffer bytes) {
        int more = (int) Math.min(bytes.remaining(), limit - size);
        size += more;
        return more;
    }

    /** What is wrong with the rest; {@code null} if the body may end there. */
    @Nullable
    ProtocolException complaint() {
        return cutsOff
                ? null
                : new ProtocolException(
                        "Amazon Bedrock sent a body of more than " + limit
                                + " bytes. If it is meant to, raise bodyBytes in the limits of the host.",
                        ErrorDetails.none());
    }
}
