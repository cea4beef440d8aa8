// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.AuthenticationException;
import dev.posada.CallPolicy;
import dev.posada.ErrorDetails;
import dev.posada.HostHealth;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.RetryPolicy;
import dev.posada.Timeouts;
import dev.posada.spi.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrock.model.FoundationModelDetails;
import software.amazon.awssdk.services.bedrock.model.GetFoundationModelAvailabilityResponse;
import software.amazon.awssdk.services.bedrock.model.GetInferenceProfileResponse;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileModel;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;
import software.amazon.awssdk.services.bedrock.model.ListInferenceProfilesResponse;

/** The models of the region, as the control plane lists them, and what the data file knows of them. Thread-safe. */
final class BedrockCatalogue {
    private static final String PROFILE_RESOURCE = "inference-profile/";
    private static final int PAGE = 1_000;

    /** The control plane answers at once; where it does not, it is not well. */
    private static final Duration LONGEST_HEALTH_CHECK = Duration.ofSeconds(10);

    private final Bedrock host;

    BedrockCatalogue(Bedrock host) {
        this.host = host;
    }

    /** All that can be called: foundation models that take calls on demand, and inference profiles. */
    List<ModelInfo> models() {
        return policy().run(this::list);
    }

    private List<ModelInfo> list(Call call) {
        Map<String, ListedModel> foundation = new HashMap<>();
        List<ModelInfo> models = new ArrayList<>();
        var answer = host.clients()
                .ask(
                        call,
                        host.where(""),
                        settings -> host.clients()
                                .control()
                                .listFoundationModels(request -> request.overrideConfiguration(settings)));
        answer.modelSummaries().forEach(summary -> {
            ListedModel model = ListedModel.of(summary);
            foundation.put(model.id(), model);
            if (model.isOnDemand()) {
                models.add(model.info(host.facts(model.id())));
            }
        });
        for (InferenceProfileType type :
                List.of(InferenceProfileType.SYSTEM_DEFINED, InferenceProfileType.APPLICATION)) {
            profiles(type, call).forEach(profile -> models.add(profile(profile, foundation)));
        }
        return models;
    }

    private List<InferenceProfileSummary> profiles(InferenceProfileType type, Call call) {
        List<InferenceProfileSummary> profiles = new ArrayList<>();
        String next = null;
        do {
            String token = next;
            ListInferenceProfilesResponse page = host.clients()
                    .ask(
                            call,
                            host.where(""),
                            settings -> host.clients()
                                    .control()
                                    .listInferenceProfiles(request -> request.typeEquals(type)
                                            .maxResults(PAGE)
                                            .nextToken(token)
                                            .overrideConfiguration(settings)));
            profiles.addAll(page.inferenceProfileSummaries());
            next = page.nextToken();
        } while (next != null);
        return profiles;
    }

    private ModelInfo profile(InferenceProfileSummary profile, Map<String, ListedModel> foundation) {
        ListedProfile listed = ListedProfile.of(profile);
        ListedModel model = foundation.get(listed.base());
        return listed.info(facts(listed), model);
    }

    /** A profile with an id that does not tell is known by its first model. */
    private BedrockModel facts(ListedProfile profile) {
        BedrockModel own = host.facts(profile.name());
        return own.base().isEmpty() ? host.facts(profile.base()) : own;
    }

    /** One model, by any id that a call takes. */
    ModelInfo model(String name) {
        ModelId id = ModelId.of(name);
        CallPolicy policy = policy().model(name);
        if (!id.profile().isEmpty() || name.contains(PROFILE_RESOURCE)) {
            return policy.run(call -> profile(name, call));
        }
        if (id.base().isEmpty()) {
            // Imported and provisioned models and the like: each kind has an API of its own, none of which tells more.
            return ModelCapabilities.info(host.facts(name), null).build();
        }
        return policy.run(call -> {
            FoundationModelDetails details = foundationModel(name, call, host.where(name));
            return ListedModel.of(details).info(host.facts(name));
        });
    }

    private FoundationModelDetails foundationModel(String name, Call call, ErrorDetails where) {
        return host.clients()
                .ask(
                        call,
                        where,
                        settings -> host.clients()
                                .control()
                                .getFoundationModel(
                                        request -> request.modelIdentifier(name).overrideConfiguration(settings)))
                .modelDetails();
    }

    private ModelInfo profile(String name, Call call) {
        GetInferenceProfileResponse answer = host.clients()
                .ask(
                        call,
                        host.where(name),
                        settings -> host.clients()
                                .control()
                                .getInferenceProfile(request ->
                                        request.inferenceProfileIdentifier(name).overrideConfiguration(settings)));
        ListedProfile profile = new ListedProfile(
                name,
                String.valueOf(answer.typeAsString()),
                String.valueOf(answer.statusAsString()),
                bases(answer.models()));
        return profile.info(facts(profile), behind(profile, call));
    }

    static List<String> bases(List<InferenceProfileModel> models) {
        return models.stream()
                .map(model -> ModelId.of(String.valueOf(model.modelArn())).base())
                .distinct()
                .toList();
    }

    /** A profile may lead to regions that have a model which this one has not: then the data file must do. */
    private @Nullable ListedModel behind(ListedProfile profile, Call call) {
        if (profile.base().isEmpty()) {
            return null;
        }
        try {
            return ListedModel.of(foundationModel(profile.base(), call, host.where(profile.base())));
        } catch (ModelNotFoundException e) {
            return null;
        }
    }

    /** Whether the account may use a model. */
    ModelAccess access(String name) {
        BedrockModel model = host.facts(name);
        String base = model.base().isEmpty() ? name : model.base();
        GetFoundationModelAvailabilityResponse answer = policy().model(name)
                .run(call -> host.clients()
                        .ask(
                                call,
                                host.where(name),
                                settings -> host.clients()
                                        .control()
                                        .getFoundationModelAvailability(
                                                request -> request.modelId(base).overrideConfiguration(settings))));
        return new ModelAccess(
                base,
                answer.agreementAvailability() == null
                        ? "UNKNOWN"
                        : String.valueOf(answer.agreementAvailability().statusAsString()),
                String.valueOf(answer.authorizationStatusAsString()),
                String.valueOf(answer.entitlementAvailabilityAsString()),
                String.valueOf(answer.regionAvailabilityAsString()));
    }

    /** Asks for one inference profile: the smallest question that costs nothing. */
    HostHealth health() {
        try {
            policy().retryPolicy(RetryPolicy.none())
                    .timeouts(healthTimeouts())
                    .run(call -> host.clients()
                            .ask(
                                    call,
                                    host.where(""),
                                    settings -> host.clients()
                                            .control()
                                            .listInferenceProfiles(request ->
                                                    request.maxResults(1).overrideConfiguration(settings))));
            return new HostHealth(
                    HostHealth.Status.UP,
                    null,
                    "Amazon Bedrock in " + host.clients().access().region());
        } catch (AuthenticationException e) {
            return isOnlyForbidden(e)
                    ? new HostHealth(
                            HostHealth.Status.UP,
                            null,
                            "Amazon Bedrock in " + host.clients().access().region()
                                    + " answers, but the credentials may not list its models (bedrock:ListInferenceProfiles);"
                                    + " whether they may ask one, a question will tell.")
                    : down(e);
        } catch (PosadaException e) {
            return down(e);
        }
    }

    private static boolean isOnlyForbidden(AuthenticationException failure) {
        return String.valueOf(failure.getMessage()).contains("AccessDeniedException");
    }

    private static HostHealth down(PosadaException failure) {
        return new HostHealth(HostHealth.Status.DOWN, null, String.valueOf(failure.getMessage()));
    }

    private Timeouts healthTimeouts() {
        Timeouts timeouts = host.clients().policy().timeouts();
        boolean isLonger =
                timeouts.firstToken().isZero() || timeouts.firstToken().compareTo(LONGEST_HEALTH_CHECK) > 0;
        return isLonger ? timeouts.firstToken(LONGEST_HEALTH_CHECK) : timeouts;
    }

    private CallPolicy policy() {
        return host.clients().policy();
    }
}
