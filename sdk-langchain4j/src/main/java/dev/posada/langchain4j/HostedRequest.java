// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.posada.ChatWarning;
import java.util.List;

/**
 * A request as LangChain4j's.
 *
 * @param request the request
 * @param warnings what got lost on the way
 */
record HostedRequest(ChatRequest request, List<ChatWarning> warnings) {}
