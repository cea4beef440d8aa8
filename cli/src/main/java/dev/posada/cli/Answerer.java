// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatResponse;
import dev.posada.ChatStream;
import dev.posada.ChatWarning;
import dev.posada.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Asks a model and shows its answer: as it comes, when it is complete, or as one JSON object. */
final class Answerer {
    private enum Style {
        AS_IT_COMES,
        WHEN_COMPLETE,
        AS_JSON
    }

    private final Output output;
    private final Notices notices;
    private final Interruption interruption;
    private final Style style;
    private final boolean showThinking;

    private Answerer(Surroundings surroundings, Style style, boolean showThinking) {
        this.output = surroundings.output();
        this.notices = surroundings.notices();
        this.interruption = surroundings.interruption();
        this.style = style;
        this.showThinking = showThinking;
    }

    static Answerer of(Surroundings surroundings, RequestOptions request, OutputOptions reporting) {
        Style whenText = request.noStream ? Style.WHEN_COMPLETE : Style.AS_IT_COMES;
        return new Answerer(surroundings, reporting.json ? Style.AS_JSON : whenText, request.showThinking);
    }

    /**
     * Asks and shows.
     *
     * @return the whole answer
     * @throws dev.posada.PosadaException if it fails; what had come by then has been printed
     * @throws OutputException if the reader of standard output is gone; the call is cancelled then
     */
    ChatResponse answer(ChatModel model, ChatRequest request) {
        return answer(model, request, response -> {});
    }

    /**
     * Asks, checks and shows. What came in before it could be checked has been printed already.
     *
     * @param check throws what is wrong with the answer
     */
    ChatResponse answer(ChatModel model, ChatRequest request, Consumer<ChatResponse> check) {
        List<ChatWarning> warnings = new ArrayList<>();
        try (ChatStream stream = model.stream(request)) {
            ChatResponse response = interruption.during(() -> read(stream, warnings), stream::cancel);
            check.accept(response);
            show(response, model);
            return response;
        } finally {
            // Not before the end: on a terminal they would break into the answer.
            warnings.forEach(warning -> notices.say("Warning: " + warning.message()));
        }
    }

    private ChatResponse read(ChatStream stream, List<ChatWarning> warnings) {
        for (ChatEvent event : stream) {
            if (event instanceof ChatEvent.TextDelta delta && style == Style.AS_IT_COMES) {
                notices.endLine();
                output.print(delta.text());
            } else if (event instanceof ChatEvent.ThinkingDelta delta && showThinking && style != Style.AS_JSON) {
                notices.print(delta.text());
            } else if (event instanceof ChatEvent.Warning warning) {
                warnings.add(warning.warning());
            }
        }
        return stream.response();
    }

    private void show(ChatResponse response, ChatModel model) {
        notices.endLine();
        switch (style) {
            case AS_JSON ->
                output.printLine(AnswerJson.text(response, model.host().uri()));
            case WHEN_COMPLETE -> output.print(response.text());
            case AS_IT_COMES -> {
                // It is there already.
            }
        }
        output.endLine();
        if (style != Style.AS_JSON) {
            tellWhatTheTextDoesNot(response);
        }
    }

    private void tellWhatTheTextDoesNot(ChatResponse response) {
        if (response.finishReason() == FinishReason.LENGTH) {
            notices.say("The answer is cut off: the limit of tokens was reached.");
        }
        if (response.finishReason() == FinishReason.CONTENT_FILTER) {
            notices.say("The answer is cut off: a content filter stepped in.");
        }
        response.toolCalls()
                .forEach(call -> notices.say("The model wants the tool " + call.name() + " to be called with "
                        + call.arguments() + ", which this command can't do."));
    }
}
