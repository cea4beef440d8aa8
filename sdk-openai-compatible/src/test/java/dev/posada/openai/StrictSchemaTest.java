// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictSchemaTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    true  | {"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}
                    false | {"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}
                    false | {"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":true}
                    false | {"type":"object","properties":{"a":{},"b":{}},"required":["a"],"additionalProperties":false}
                    false | {"type":"object","properties":{"a":{}},"additionalProperties":false}
                    false | {"type":"object"}
                    true  | {"type":"string"}
                    true  | {"type":"array","items":{"type":"object","properties":{},"additionalProperties":false}}
                    false | {"type":"array","items":{"type":"object"}}
                    false | {"$ref":"#/$defs/a","$defs":{"a":{"type":"object","properties":{"b":{}}}}}
                    false | {"anyOf":[{"type":"string"},{"type":"object"}]}
                    """)
    void isOneInWhichNothingMayBeMissingOrAdded(boolean strict, String schema) {
        assertThat(StrictSchema.fits(schema)).isEqualTo(strict);
    }
}
