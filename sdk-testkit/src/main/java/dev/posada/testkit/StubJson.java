// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import com.github.tomakehurst.wiremock.common.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON text for stubs, on one line. */
final class StubJson {
    private StubJson() {}

    /** An object of names and values by turns. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static String write(Object value) {
        return Json.getObjectMapper().valueToTree(value).toString();
    }

    /** Reads arguments of a tool that go onto the wire as a value and not as text. */
    static Object read(String json) {
        return Json.read(json, Object.class);
    }
}
