// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.util.Map;

/** Patterns for the formats that JSON Schema names. Each is narrower than its format, so that whoever checks it agrees. */
final class StringFormats {
    private static final String DATE = "[12]\\d{3}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])"
            + "|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))";
    private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,3})?(Z|[+-](0\\d|1[0-7]):[0-5]\\d)";
    private static final String NUMBER_TO_255 = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String LABEL = "[a-z]([a-z0-9-]{0,30}[a-z0-9])?";
    private static final String DOMAIN = LABEL + "(\\." + LABEL + "){1,3}";

    private static final Map<String, String> PATTERNS = Map.of(
            "date",
            DATE,
            "time",
            TIME,
            "date-time",
            DATE + "T" + TIME,
            "duration",
            "P(\\d{1,4}D|(\\d{1,4}D)?T(\\d{1,4}H|(\\d{1,4}H)?(\\d{1,4}M|(\\d{1,4}M)?\\d{1,4}S)))",
            "uuid",
            "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
            "email",
            "[A-Za-z0-9_+-]{1,32}(\\.[A-Za-z0-9_+-]{1,20}){0,2}@" + DOMAIN,
            "ipv4",
            NUMBER_TO_255 + "(\\." + NUMBER_TO_255 + "){3}",
            "hostname",
            DOMAIN,
            "uri",
            "https?://" + DOMAIN + "(:[1-9]\\d{0,3})?(/[A-Za-z0-9._~-]*)*");

    private static final String BASE_64 =
            "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?";

    private StringFormats() {}

    static String pattern(String format, String at) {
        String pattern = PATTERNS.get(format);
        if (pattern == null) {
            throw new SchemaException("the format \"" + format + "\" at " + at + " is not supported; supported are "
                    + PATTERNS.keySet().stream().sorted().toList());
        }
        return "^(" + pattern + ")$";
    }

    static String encoding(String encoding, String at) {
        if (!encoding.equals("base64")) {
            throw new SchemaException("the encoding \"" + encoding + "\" at " + at + " is not supported; base64 is");
        }
        return "^(" + BASE_64 + ")$";
    }
}
