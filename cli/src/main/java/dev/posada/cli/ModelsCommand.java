// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the models of a host. */
@Command(
        name = "models",
        description = "Shows the models of a host, or one of them in detail.",
        footer = {
            "  posada models",
            "  posada models llama3.2",
            "  posada models --host ollama://gpu-box:11434 --json | jq -r .[].name"
        })
final class ModelsCommand extends Subcommand {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A model. Default: all.")
    @Nullable
    String name;

    @Mixin
    final HostOptions host = new HostOptions();

    ModelsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run() {
        try (ModelHost server = new HostFinder(surroundings).namedOrFirst(host)) {
            List<ModelInfo> models = name == null ? server.models() : List.of(server.model(name));
            show(server, models);
        }
        return ExitCode.ANSWERED;
    }

    private void show(ModelHost server, List<ModelInfo> models) {
        Output output = surroundings.output();
        if (reporting.json) {
            output.printLine(ModelList.json(models, LoadedModels.of(server, models)));
        } else if (models.isEmpty()) {
            surroundings.notices().say("The host " + server.uri() + " has no models. posada pull NAME gets one.");
        } else {
            output.print(ModelList.table(models, LoadedModels.of(server, models)));
        }
    }
}
