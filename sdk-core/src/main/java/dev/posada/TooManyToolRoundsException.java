// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

/** A {@link ToolLoop} has asked the model as often as it may, and the model still calls tools. */
public final class TooManyToolRoundsException extends PosadaException {
    private static final long serialVersionUID = 1L;

    private final transient ToolLoop.Conversation conversation;

    TooManyToolRoundsException(String message, ErrorDetails details, ToolLoop.Conversation conversation) {
        super(message, details, null);
        this.conversation = conversation;
    }

    /** The conversation so far. Its last message is the one whose tools were not called. */
    public ToolLoop.Conversation conversation() {
        return conversation;
    }

    @Override
    boolean isUsuallyRetryable() {
        return false;
    }
}
