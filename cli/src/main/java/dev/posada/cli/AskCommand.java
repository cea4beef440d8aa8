// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.ChatRequest;
import dev.posada.Content;
import dev.posada.StructuredOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks one question. */
@Command(
        name = "ask",
        description = {
            "Asks a question and prints the answer as it comes.",
            "",
            "What is piped in follows the prompt, or takes the place of a - in it. In a loop that itself reads from"
                    + " standard input, add </dev/null."
        },
        footer = {
            "  posada ask \"Why is the sky blue?\"",
            "  git diff | posada ask \"Write a commit message for this:\"",
            "  posada ask - < question.txt",
            "  posada ask --host ollama://gpu-box --model llama3.2 --json \"Say hello.\" | jq -r .text",
            "  posada ask --image cat.png \"What is in this picture?\"",
            "  posada ask --schema person.json \"Extract: Ana is 31.\""
        })
final class AskCommand extends Subcommand {
    @Parameters(
            paramLabel = "PROMPT",
            arity = "0..*",
            description = "The question; words are joined by spaces. - stands for standard input.")
    List<String> words = List.of();

    @Mixin
    final HostOptions host = new HostOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "The model. Default: the URI's, else one in memory.")
    @Nullable
    String model;

    @Mixin
    final RequestOptions request = new RequestOptions();

    @Option(names = "--image", paramLabel = "FILE", description = "A picture that belongs to the question. Repeatable.")
    List<Path> images = List.of();

    @Option(names = "--schema", paramLabel = "FILE", description = "A JSON schema that the answer must follow.")
    @Nullable
    Path schema;

    AskCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run() {
        ChatRequest question = question();
        StructuredOutput<String> form =
                schema == null ? null : StructuredOutput.ofSchema("answer", UserFile.text(schema));
        ModelChooser chooser = ModelChooser.forChat(new HostFinder(surroundings), surroundings.notices());
        try (ChosenModel chosen = chooser.choose(host, model)) {
            Answerer answerer = Answerer.of(surroundings, request, reporting);
            if (form == null) {
                answerer.answer(chosen.chatModel(), question);
            } else {
                answerer.answer(chosen.chatModel(), form.applyTo(question), form::parse);
            }
        }
        return ExitCode.ANSWERED;
    }

    private ChatRequest question() {
        ChatRequest.Builder builder = request.newRequest();
        if (request.system != null) {
            builder.system(request.system);
        }
        List<Content> parts = new ArrayList<>();
        images.forEach(file -> parts.add(Content.image(UserFile.media(file))));
        parts.add(0, Content.text(new Prompt(surroundings.input(), surroundings.notices()).read(words)));
        return builder.user(parts.toArray(Content[]::new)).build();
    }
}
