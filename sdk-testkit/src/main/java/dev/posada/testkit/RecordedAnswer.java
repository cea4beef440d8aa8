// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An answer without its secrets, and what it is the answer to.
 *
 * @param request what WireMock has to look for
 * @param headers those of the answer
 * @param body as ISO 8859-1, for a record holds no array
 */
record RecordedAnswer(String name, Map<String, Object> request, int status, Map<String, String> headers, String body) {
    private static final Set<String> KEPT = Set.of("content-type", "retry-after", "retry-after-ms", "x-amzn-errortype");

    /** Frames with a length and a checksum. */
    private static final Pattern BINARY = Pattern.compile("(?i).*(eventstream|octet-stream|image/|audio/|video/).*");

    static RecordedAnswer of(String name, ServeEvent event, Secrets secrets) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpHeader header : event.getResponse().getHeaders().all()) {
            if (KEPT.contains(header.key().toLowerCase(Locale.ROOT))) {
                headers.put(header.key(), secrets.scrub(header.firstValue()));
            }
        }
        byte[] body = event.getResponse().getBody();
        byte[] scrubbed = body == null ? new byte[0] : secrets.scrub(body);
        if (body != null
                && scrubbed != body
                && BINARY.matcher(headers.getOrDefault("Content-Type", "")).matches()) {
            throw new IllegalStateException("A secret stands in the binary answer \"" + name
                    + "\", which would be broken without it; ask so that the answer does not repeat it.");
        }
        return new RecordedAnswer(
                name,
                request(event, secrets),
                event.getResponse().getStatus(),
                headers,
                new String(scrubbed, StandardCharsets.ISO_8859_1));
    }

    private static Map<String, Object> request(ServeEvent event, Secrets secrets) {
        Map<String, Object> request =
                JsonText.object("method", event.getRequest().getMethod().getName());
        String path = URI.create(event.getRequest().getUrl()).getRawPath();
        String scrubbed = secrets.scrub(path);
        if (scrubbed.equals(path)) {
            request.put("urlPath", path);
        } else {
            request.put("urlPathPattern", Pattern.quote(scrubbed).replace(Secrets.SCRUBBED, "\\E.+\\Q"));
        }
        Map<String, Object> query = new TreeMap<>();
        for (QueryParameter parameter : event.getRequest().getQueryParams().values()) {
            String value = parameter.firstValue();
            if (!Secrets.isSecretName(parameter.key()) && secrets.scrub(value).equals(value)) {
                query.put(parameter.key(), JsonText.object("equalTo", value));
            }
        }
        if (!query.isEmpty()) {
            request.put("queryParameters", query);
        }
        return request;
    }

    /** The name of the file for the body. */
    String fileName() {
        return name + "." + extension(headers.getOrDefault("Content-Type", ""));
    }

    private static String extension(String type) {
        for (String known : new String[] {"ndjson", "json", "event-stream", "eventstream", "html"}) {
            if (type.contains(known)) {
                return known.equals("event-stream") ? "sse" : known;
            }
        }
        return type.startsWith("text/") ? "txt" : "bin";
    }
}
