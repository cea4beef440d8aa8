// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Where Bedrock is: a region, or an address in its place. */
final class BedrockEndpoint {
    private BedrockEndpoint() {}

    /**
     * An address in place of AWS's own.
     *
     * @throws IllegalArgumentException if it is no HTTP address, or holds a user or a password
     */
    static URI parse(String url) {
        URI address;
        try {
            address = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(notAnAddress(url), e);
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(notAnAddress(url));
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("The endpoint " + address.getHost()
                    + " holds a user or a password. Give an API key to apiKey(key), or set AWS_BEARER_TOKEN_BEDROCK.");
        }
        if (address.getHost() == null || address.getRawQuery() != null) {
            throw new IllegalArgumentException(notAnAddress(url));
        }
        return address;
    }

    private static String notAnAddress(String url) {
        return "\"" + url.replaceAll("//[^/]*@", "//")
                + "\" is not an endpoint; write it as https://host or http://host:port.";
    }

    /** Whether what is sent there can be read on the way. */
    static boolean isInTheOpen(@Nullable URI endpoint) {
        if (endpoint == null || "https".equalsIgnoreCase(endpoint.getScheme())) {
            return false;
        }
        String host = endpoint.getHost();
        return !(host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]"));
    }

    /**
     * The region that the AWS configuration names: {@code AWS_REGION}, a profile, or the instance that this runs on.
     *
     * @throws IllegalArgumentException if it names none
     */
    static Region configuredRegion(@Nullable String profile) {
        try {
            DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
            if (profile != null) {
                chain.profileFile(ProfileFile::defaultProfileFile).profileName(profile);
            }
            return chain.build().getRegion();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "No AWS region is configured. Name it in the host URI, as in bedrock://eu-central-1, with"
                            + " Bedrock.in(region), or set AWS_REGION.",
                    e);
        }
    }
}
