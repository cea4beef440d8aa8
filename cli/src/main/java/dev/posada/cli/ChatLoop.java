// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.CancelledException;
import dev.posada.Message;
import java.util.Optional;

/** Reads what the user says and does it, until the user leaves. */
final class ChatLoop {
    private final ChatSession session;
    private final ChatCommands commands;
    private final TurnReader turns;
    private final FailureReport report;
    private final Notices notices;
    private final OutputOptions reporting;
    private final boolean interactive;
    private ExitCode result = ExitCode.ANSWERED;

    ChatLoop(
            ChatSession session,
            ChatCommands commands,
            TurnReader turns,
            Surroundings surroundings,
            OutputOptions reporting) {
        this.session = session;
        this.commands = commands;
        this.turns = turns;
        this.report = new FailureReport(surroundings.output(), surroundings.notices());
        this.notices = surroundings.notices();
        this.reporting = reporting;
        this.interactive = surroundings.terminals().interactive();
    }

    /** How it ended: well where a person saw what failed, else as the last failure did. */
    ExitCode run() {
        if (interactive) {
            ChosenModel chosen = session.chosen();
            notices.say("Chatting with " + chosen.name() + " at "
                    + chosen.host().uri() + ". /help lists the commands, Ctrl-D leaves.");
        }
        Optional<String> said = turns.next();
        while (said.isPresent() && !commands.isLeaving(said.get())) {
            respond(said.get());
            said = turns.next();
        }
        return interactive ? ExitCode.ANSWERED : result;
    }

    private void respond(String said) {
        try {
            if (commands.isCommand(said)) {
                commands.run(said);
            } else if (!said.isBlank()) {
                session.ask(Message.user(said.startsWith("//") ? said.substring(1) : said));
            }
        } catch (OutputException e) {
            throw e;
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(RuntimeException failure) {
        if (failure instanceof CancelledException && Thread.currentThread().isInterrupted()) {
            throw failure; // it is not the answer that is to stop, but the program
        }
        result = ExitCode.of(failure);
        report.failure(failure, reporting);
        if (interactive && session.unanswered().isPresent()) {
            notices.say("/retry asks again.");
        }
    }
}
