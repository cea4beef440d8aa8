// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds a conversation. */
@Command(
        name = "chat",
        description = {
            "Holds a conversation: each question goes out with all that was said before.",
            "",
            "A line that ends with \\ goes on in the next one; \"\"\" begins and ends a block of lines. /help lists the"
                    + " commands. Ctrl-C stops an answer, Ctrl-D leaves. What is piped in is one question a line."
        },
        footer = {
            "  posada chat",
            "  posada chat --host ollama --model llama3.2 --system \"Answer in one sentence.\"",
            "  posada chat --load yesterday.json"
        })
final class ChatCommand extends Subcommand {
    @Mixin
    final HostOptions host = new HostOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "The model. Default: the URI's, else one in memory.")
    @Nullable
    String model;

    @Mixin
    final RequestOptions request = new RequestOptions();

    @Option(names = "--load", paramLabel = "FILE", description = "Go on with a conversation that /save has written.")
    @Nullable
    Path load;

    @Option(names = "--no-history", description = "Don't keep the questions for the arrow keys of the next time.")
    boolean noHistory;

    ChatCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run() {
        HostFinder hosts = new HostFinder(surroundings);
        ModelChooser chooser = ModelChooser.forChat(hosts, surroundings.notices());
        Conversation conversation = new Conversation(request.newRequest().build());
        if (request.system != null) {
            conversation.system(request.system);
        }
        Answerer answerer = Answerer.of(surroundings, request, reporting);
        try (ChatSession session = new ChatSession(chooser.choose(host, model), conversation, answerer);
                LineSource lines = lines()) {
            ChatCommands commands = new ChatCommands(session, hosts, chooser, host, surroundings);
            if (load != null) {
                commands.load(load.toString());
            }
            return new ChatLoop(
                            session, commands, new TurnReader(lines, surroundings.notices()), surroundings, reporting)
                    .run();
        }
    }

    private LineSource lines() {
        if (!surroundings.terminals().interactive()) {
            return new PlainLines(surroundings.input(), surroundings.interruption());
        }
        return TerminalLines.open(surroundings, noHistory);
    }
}
