// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ErrorDetails;
import dev.posada.ModelNotFoundException;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.spi.Call;
import java.util.List;

/** The models that a server has. Thread-safe. */
final class Catalogue {
    static final String PATH = "/api/v1/models";
    static final String OLD_PATH = "/api/v0/models";

    private final HttpTransport transport;

    /** Servers from before 0.4.0 log an error for each question after the newer list, so they are asked once. */
    private volatile boolean isOld;

    Catalogue(HttpTransport transport) {
        this.transport = transport;
    }

    /** What the server has on its disk. */
    List<CatalogueModel> models(Call call) {
        if (!isOld) {
            HttpAnswer answer = transport.call(HttpRequest.get(PATH).allow(404), call);
            if (!LmStudioAnswers.isUnknownPath(answer)) {
                return CatalogueReader.read(
                        LmStudioAnswers.requireSuccess(answer).json());
            }
        }
        HttpAnswer answer = LmStudioAnswers.requireSuccess(transport.call(HttpRequest.get(OLD_PATH), call));
        List<CatalogueModel> models = OldCatalogueReader.read(answer.json());
        isOld = true;
        return models;
    }

    /**
     * One model.
     *
     * @throws ModelNotFoundException if the server has none of that name
     */
    CatalogueModel model(String name, Call call) {
        return models(call).stream()
                .filter(model -> model.isNamed(name))
                .findFirst()
                .orElseThrow(() -> new ModelNotFoundException(
                        "LM Studio at " + transport.url() + " has no model \"" + name + "\". Download it with `lms get "
                                + name + "` or `posada pull " + name + "`; host.models() tells what is there.",
                        ErrorDetails.none()));
    }

    /** What can be said of the version of the server that was asked last; it tells none itself. */
    String serverVersion() {
        return version(isOld);
    }

    static String version(boolean isOld) {
        return isOld ? "before 0.4.0" : "0.4.0 or newer";
    }
}
