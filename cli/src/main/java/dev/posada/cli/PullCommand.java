// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.ErrorDetails;
import dev.posada.ModelHost;
import dev.posada.ModelLibrary;
import dev.posada.ModelPull;
import dev.posada.PullProgress;
import dev.posada.UnsupportedFeatureException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Downloads a model to a host. */
@Command(
        name = "pull",
        description = "Downloads a model to a host. Ctrl-C ends the download; the next one goes on from there.",
        footer = {"  posada pull llama3.2", "  posada pull --host ollama://gpu-box:11434 qwen3:8b"})
final class PullCommand extends Subcommand {
    @Parameters(paramLabel = "MODEL", description = "The model's name in the host's library.")
    String model = "";

    @Mixin
    final HostOptions host = new HostOptions();

    PullCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run() {
        try (ModelHost server = new HostFinder(surroundings).namedOrRunning(host)) {
            ModelLibrary library = server.library().orElseThrow(() -> cannotPull(server));
            download(library);
            tell(server);
        }
        return ExitCode.ANSWERED;
    }

    private void download(ModelLibrary library) {
        try (ModelPull pull = library.pull(model);
                PullDisplay display = display()) {
            surroundings.interruption().during(() -> show(pull, display), pull::close);
        }
    }

    private static boolean show(ModelPull pull, PullDisplay display) {
        for (PullProgress progress : pull) {
            display.show(progress);
        }
        return true;
    }

    private PullDisplay display() {
        if (reporting.json) {
            return progress -> {};
        }
        return surroundings.terminals().error()
                ? new PullBars(surroundings.notices())
                : new PullLines(surroundings.notices());
    }

    private void tell(ModelHost server) {
        if (reporting.json) {
            surroundings.output().printLine(json(server));
        } else {
            surroundings.notices().say("The host " + server.uri() + " has " + model + " now.");
        }
    }

    private String json(ModelHost server) {
        return Json.text(json -> {
            json.writeStartObject();
            json.writeStringField("model", model);
            json.writeStringField("host", server.uri().toString());
            json.writeStringField("status", "complete");
            json.writeEndObject();
        });
    }

    private UnsupportedFeatureException cannotPull(ModelHost server) {
        return new UnsupportedFeatureException(
                "The host " + server.uri() + " can't download models. Name one that can with --host, as in"
                        + " ollama://localhost:11434.",
                ErrorDetails.none().host(server.uri().toString()).model(model));
    }
}
