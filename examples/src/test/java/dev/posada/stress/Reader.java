// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.stress;

import dev.posada.ChatEvent;
import dev.posada.ChatModel;
import dev.posada.ChatStream;
import dev.posada.PosadaException;
import java.util.Iterator;
import java.util.concurrent.Executor;

/** Reads one stream to its end and looks that there is one end and no second. */
final class Reader {
    private final Executor others;

    /**
     * A reader.
     *
     * @param others where streams are cancelled from
     */
    Reader(Executor others) {
        this.others = others;
    }

    End read(ChatModel model) {
        try (ChatStream stream = model.stream("Hi")) {
            return read(stream);
        } catch (PosadaException e) {
            return End.of(e);
        }
    }

    private End read(ChatStream stream) {
        Iterator<ChatEvent> events = stream.iterator();
        while (events.hasNext()) {
            ChatEvent event = events.next();
            if (event instanceof ChatEvent.Finished) {
                return events.hasNext() ? End.UNEXPECTED : End.ANSWERED;
            } else if (event instanceof ChatEvent.TextDelta delta) {
                if (delta.text().equals(Fault.CANCEL)) {
                    others.execute(stream::cancel);
                } else if (delta.text().equals(Fault.LEAVE)) {
                    return End.LEFT;
                }
            }
        }
        return End.UNEXPECTED; // neither an answer nor a failure
    }
}
