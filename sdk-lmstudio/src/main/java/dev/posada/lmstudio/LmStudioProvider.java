// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.AuthenticationException;
import dev.posada.CallPolicy;
import dev.posada.DiscoveredHost;
import dev.posada.HostUnavailableException;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.TimeoutException;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.spi.Call;
import dev.posada.spi.Environment;
import dev.posada.spi.HostProvider;
import dev.posada.spi.Recognition;
import dev.posada.spi.Recognition.Certainty;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens hosts for URIs such as {@code lmstudio://localhost/qwen/qwen3-4b-2507}. Programs use {@link ModelHost#open(String)}. */
public final class LmStudioProvider implements HostProvider {
    /** The vendor's own programs ask for this to find out whether the server is theirs. */
    private static final String GREETING = "/lmstudio-greeting";

    private static final JsonNames GREETING_NAMES = JsonNames.of("lmstudio");

    /** For the service loader. */
    public LmStudioProvider() {}

    @Override
    public String scheme() {
        return LmStudio.SCHEME;
    }

    @Override
    public ModelHost open(HostUri uri, Environment environment) {
        return LmStudio.open(uri, environment);
    }

    /** {@inheritDoc} A port that was set in the app stands in a file of the user's, which is looked at first. */
    @Override
    public List<String> usualAddresses(Environment environment) {
        List<String> addresses = new ArrayList<>();
        ServerSettings.port(environment).ifPresent(port -> addresses.add("http://localhost:" + port));
        if (!addresses.contains(LmStudio.USUAL_URL)) {
            addresses.add(LmStudio.USUAL_URL);
        }
        return addresses;
    }

    @Override
    public Optional<Recognition> recognise(String url, Environment environment, Duration limit) {
        try (LmStudio server = LmStudio.builder().url(url).build()) {
            CallPolicy policy = server.transport().policy();
            return policy.timeouts(policy.timeouts().total(limit))
                    .retryPolicy(RetryPolicy.none())
                    .run(call -> recognise(server, call));
        } catch (AuthenticationException | TimeoutException e) {
            throw e;
        } catch (HostUnavailableException e) {
            if (e.status().isEmpty()) {
                throw e; // nothing answered, not even with an error
            }
            return Optional.empty();
        } catch (PosadaException e) {
            return Optional.empty();
        }
    }

    private static Optional<Recognition> recognise(LmStudio server, Call call) {
        HttpAnswer answer = server.transport().call(HttpRequest.get(GREETING).allow(401), call);
        return certainty(answer).map(certainty -> new Recognition(certainty, describe(server, call)));
    }

    /** Empty if the answer is not one of LM Studio's. */
    private static Optional<Certainty> certainty(HttpAnswer answer) {
        if (answer.status() == 401) {
            if (answer.text().contains("LM Studio API token")) {
                return Optional.of(Certainty.NAMED);
            }
            throw answer.failure(answer.text());
        }
        if (greets(answer.json())) {
            return Optional.of(Certainty.NAMED);
        }
        boolean isItsWording = answer.status() == 200 && LmStudioAnswers.isUnknownPath(answer);
        return isItsWording ? Optional.of(Certainty.LIKELY) : Optional.empty();
    }

    private static boolean greets(JsonCursor object) {
        boolean greets = false;
        object.beginObject();
        for (int name = object.nextName(GREETING_NAMES);
                name != JsonCursor.END;
                name = object.nextName(GREETING_NAMES)) {
            greets |= name == 0 && object.peek() == JsonCursor.Kind.BOOLEAN && object.bool();
        }
        return greets;
    }

    private static DiscoveredHost describe(LmStudio server, Call call) {
        String uri = server.uri().toString();
        try {
            List<CatalogueModel> models = server.catalogue().models(call);
            return new DiscoveredHost(
                    uri,
                    "LM Studio",
                    server.catalogue().serverVersion(),
                    models.stream().map(CatalogueModel::key).toList(),
                    models.stream()
                            .filter(CatalogueModel::isLoaded)
                            .map(CatalogueModel::key)
                            .toList(),
                    false);
        } catch (PosadaException e) {
            // It is LM Studio all the same, that has told too little in time or wants a key for more.
            return new DiscoveredHost(
                    uri, "LM Studio", null, List.of(), List.of(), e instanceof AuthenticationException);
        }
    }
}
