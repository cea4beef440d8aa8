// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import dev.posada.ChatRequest;
import dev.posada.ErrorDetails;
import java.util.function.UnaryOperator;

/** Requests as they are written, without a connection. */
final class Written {
    private static final ErrorDetails WHERE =
            ErrorDetails.none().host("openai://test").model("tiny");

    private Written() {}

    static OpenAiRequestMapper mapper(UnaryOperator<Dialect.Builder> change) {
        return mapper("tiny", change.apply(Dialect.standard().toBuilder()).build());
    }

    static OpenAiRequestMapper mapper(String model, Dialect dialect) {
        return new OpenAiRequestMapper(model, dialect, new OpenAiOwnFields(OpenAiOptions.none()), WHERE);
    }

    /** The body of a chat without what all bodies begin with: the model and the messages. */
    static String settings(ChatRequest.Builder request) {
        return settings(request, dialect -> dialect);
    }

    static String settings(ChatRequest.Builder request, UnaryOperator<Dialect.Builder> change) {
        String json =
                mapper(change).chat(request.user("Hi").build(), false).json().toString();
        String start = "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
        if (!json.startsWith(start)) {
            throw new AssertionError(json);
        }
        return json.substring(start.length(), json.length() - 1).replaceFirst("^,", "");
    }

    /** The messages of a chat. */
    static String messages(ChatRequest request, UnaryOperator<Dialect.Builder> change) {
        String json = mapper(change).chat(request, false).json().toString();
        return json.substring(json.indexOf("\"messages\":") + "\"messages\":".length(), json.length() - 1);
    }
}
