// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.util.Optional;
import java.util.Set;

/**
 * What can be read from the id of a model: {@code openai.gpt-oss-20b-1:0}, the id of a cross-region inference profile such as
 * {@code eu.amazon.nova-lite-v1:0}, or an ARN of either. Other ARNs (application profiles, imported and provisioned models)
 * do not tell which model is behind them.
 *
 * @param text the id as it was given
 * @param base the id of the foundation model, or an empty text where it can't be told
 * @param profile the prefix of the inference profile without its dot, such as {@code eu}, or an empty text
 */
record ModelId(String text, String base, String profile) {
    private static final String ARN = "arn:";

    /** The prefixes of inference profiles that AWS defines: geographic ones, and the one for all regions. */
    private static final Set<String> PROFILES = Set.of("us", "eu", "apac", "jp", "au", "in", "ca", "us-gov", "global");

    private static final Set<String> TELLING_RESOURCES = Set.of("foundation-model", "inference-profile");

    static ModelId of(String text) {
        String resource = text;
        if (text.startsWith(ARN)) {
            String[] kindAndName = text.substring(
                            text.lastIndexOf(':', text.indexOf('/') < 0 ? 0 : text.indexOf('/')) + 1)
                    .split("/", 2);
            if (kindAndName.length < 2 || !TELLING_RESOURCES.contains(kindAndName[0])) {
                return new ModelId(text, "", "");
            }
            resource = kindAndName[1];
        }
        int dot = resource.indexOf('.');
        String prefix = dot < 0 ? "" : resource.substring(0, dot);
        return PROFILES.contains(prefix)
                ? new ModelId(text, resource.substring(dot + 1), prefix)
                : new ModelId(text, resource, "");
    }

    /** Whether it is an ARN. */
    boolean isArn() {
        return text.startsWith(ARN);
    }

    /** Whether it is the bare id of a foundation model, which is called on demand in the host's own region. */
    boolean isOnDemand() {
        return profile.isEmpty() && !base.isEmpty();
    }

    /** Whose model it is, such as {@code meta}, where that can be told. */
    Optional<String> provider() {
        int dot = base.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(base.substring(0, dot));
    }

    /** The geographic prefix that profiles have in a region; {@code global} where there is none for it. */
    static String geography(String region) {
        if (region.startsWith("us-gov-")) {
            return "us-gov";
        }
        String continent = region.substring(0, Math.max(0, region.indexOf('-')));
        return switch (continent) {
            case "us", "ca" -> "us";
            case "eu" -> "eu";
            case "ap" -> "apac";
            default -> "global";
        };
    }
}
