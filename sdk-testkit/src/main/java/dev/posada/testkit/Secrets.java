// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets by where they stand and by how they look, and takes them out of text wherever they occur. Text is handled as
 * ISO 8859-1, so that bytes of all kinds stay as they are. Not thread-safe.
 */
final class Secrets {
    static final String SCRUBBED = "***";

    /** Shorter values are too likely to be parts of other words. */
    private static final int SHORTEST = 6;

    private static final String NAME =
            "(?i:[a-z_-]*(?:api[_-]?key|access[_-]?key|private[_-]?key|secret|passw(?:or)?d|authorization|cookie|credentials?"
                    + "|signature|(?:access|auth|session|security|refresh|bearer|id|hf|api)[_-]?token)(?:[_-]?id)?)";

    private static final Pattern SECRET_NAME = Pattern.compile(NAME + "|(?i:key|token|sig)");

    /** In answers, signatures are those of thoughts, and a bare token is a piece of text. */
    private static final String FIELD = "\"(?!(?i:[a-z_-]*signature\"))" + NAME + "\"\\s*:\\s*\"";

    private static final Pattern JSON = Pattern.compile("(" + FIELD + ")((?:[^\"\\\\]++|\\\\.)*+)");
    private static final Pattern JSON_IN_JSON =
            Pattern.compile("(\\\\\"" + NAME + "\\\\\"\\s*:\\s*\\\\\")((?:[^\"\\\\]++|\\\\\\\\.)*+)");
    private static final Pattern QUERY =
            Pattern.compile("([?&](?:" + NAME + "|(?i:key|token|sig))=)([^&\"'\\s\\\\<>]+)");
    private static final Pattern SHAPE = Pattern.compile("()(\\bsk-[A-Za-z0-9_-]{16,}|\\bhf_[A-Za-z0-9]{16,}"
            + "|\\b(?:AKIA|ASIA)[A-Z0-9]{16}|\\bABSK[A-Za-z0-9+/=]{20,}|\\bbedrock-api-key-[A-Za-z0-9+/=]{16,}"
            + "|\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]+|(?<=\\bBearer )[\\w.~+/=-]{8,})");
    private static final Pattern AWS = Pattern.compile("(?:Credential=([^/,\\s]+)|Signature=(\\w+))");

    private final Set<String> known =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    /** A value that is a secret however short it is. */
    void add(String value) {
        known.add(latin(value));
        known.add(latin(JsonText.write(value).replaceAll("^\"|\"$", "")));
        known.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }

    private void learn(String value) {
        if (value.length() >= SHORTEST) {
            add(value);
        }
    }

    /** Learns what headers keep secret. */
    void learnFrom(HttpHeaders headers) {
        for (HttpHeader header : headers.all()) {
            if (isSecretName(header.key())) {
                header.values().forEach(this::learnHeader);
            }
        }
    }

    private void learnHeader(String value) {
        Matcher aws = AWS.matcher(value);
        while (aws.find()) {
            learn(aws.group(1) == null ? aws.group(2) : aws.group(1));
        }
        learn(value);
        int space = value.indexOf(' ');
        String credentials = value.substring(space + 1);
        learn(credentials);
        if (value.regionMatches(true, 0, "Basic ", 0, 6)) {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            learn(pair);
            learn(pair.substring(pair.indexOf(':') + 1));
        }
        for (String cookie : value.split(";\\s*", -1)) {
            learn(cookie.substring(cookie.indexOf('=') + 1));
        }
    }

    /** Learns what the query of an address and the fields of a body keep secret. */
    void learnFrom(String url, byte[] body) {
        Matcher query = QUERY.matcher(url);
        while (query.find()) {
            learn(query.group(2));
            learn(URLDecoder.decode(query.group(2), StandardCharsets.UTF_8));
        }
        String text = new String(body, StandardCharsets.UTF_8);
        for (Pattern pattern : new Pattern[] {JSON, JSON_IN_JSON}) {
            Matcher field = pattern.matcher(text);
            while (field.find()) {
                learn(field.group(2));
            }
        }
    }

    /** The bytes without secrets; the same bytes if they hold none. */
    byte[] scrub(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String scrubbed = scrubLatin(text);
        return scrubbed.equals(text) ? bytes : scrubbed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The text without secrets. */
    String scrub(String text) {
        return new String(scrub(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private String scrubLatin(String latin) {
        String text = latin;
        for (String secret : known) {
            text = text.replace(secret, SCRUBBED);
        }
        for (Pattern pattern : new Pattern[] {JSON, JSON_IN_JSON, QUERY, SHAPE}) {
            text = pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + SCRUBBED));
        }
        return text;
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
