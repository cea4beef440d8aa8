// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/**
 * Something that a caller should know and that is no failure.
 *
 * @param code a stable short name in kebab case, for programs: for example {@link #PROMPT_TRUNCATED}
 * @param message a sentence for people, with what to do about it
 */
public record ChatWarning(String code, String message) {
    /** The host probably cut the prompt to fit it into the context window. */
    public static final String PROMPT_TRUNCATED = "prompt-truncated";

    /** A tool call came with arguments that are not valid JSON. */
    public static final String INVALID_TOOL_ARGUMENTS = "invalid-tool-arguments";

    /** A key travels over plain HTTP to another machine. */
    public static final String INSECURE_KEY = "insecure-key";

    /** The request holds options for another backend, which this one does not read. */
    public static final String FOREIGN_OPTIONS = "foreign-options";

    /** A setting of the request has no exact match on this host and was sent as the nearest one. */
    public static final String APPROXIMATED = "approximated";

    /** The host sent the request on to another address. */
    public static final String REDIRECTED = "redirected";

    /** Another model than the first one answers, because that one failed; the message says who and why. */
    public static final String FALLBACK = "fallback";

    /** The first request had not begun to answer in time, and the second one that was sent for it has. */
    public static final String HEDGED = "hedged";
}
