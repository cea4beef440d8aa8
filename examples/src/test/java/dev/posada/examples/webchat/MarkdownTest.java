// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @Test
    void makesHtmlOfWhatModelsWrite() {
        String html = Markdown.toHtml("## Steps\n1. Run `ollama`\n\n|a|b|\n|-|-|\n|1|2|\n");

        assertThat(html).contains("<h2>Steps</h2>", "<code>ollama</code>", "<table>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[a](javascript:alert(1))",
                "[a](JaVaScRiPt:alert(1))",
                "![a](javascript:alert(1))",
                "[a](data:text/html;base64,PHNjcmlwdD4=)",
                "[a](https://a.example/\"onmouseover=alert(1))",
                "```\" onload=alert(1)\n</code><script>\n```"
            })
    void letsNothingThrough(String attack) {
        String html = Markdown.toHtml(attack);

        assertThat(html)
                .doesNotContainIgnoringCase(
                        "<script", "<img src=x", "href=\"javascript", "src=\"javascript", "href=\"data:");
        assertThat(html).doesNotContainPattern("<[^>]*\\son\\w+=[^>]*>");
    }
}
