// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posada.examples.SlowServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page in a real browser, where one is installed. */
@Timeout(90)
class WebChatInBrowserTest {
    private static final String ESCAPE = "\uE00C";
    private static final String ENTER = "\uE007";
    private static final String HELLO =
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"**Hello** <img src=x onerror=document.title='broken'>\"},\"done\":false}\n";

    private static WebChat server;
    private static SlowServer slow;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(
                Chromium.isHere(), "There is no chromedriver on the PATH, so no browser looks at the page.");
        slow = new SlowServer(HELLO);
        server = WebChat.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(slow.uri() + "/m"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
            slow.close();
        }
    }

    @Test
    void chatsByKeyboardOnAPhoneWithoutScrollingSideways() throws Exception {
        try (Chromium browser = Chromium.open(390, 844)) {
            browser.visit(server.address());
            browser.await("[...$('host').options].some(o => o.value === 'embedded://demo')");
            browser.evaluate("($('host').value = 'embedded://demo', $('host').onchange())");
            browser.await("$('model').value === 'posada-tiny'");

            browser.evaluate("$('words').focus()");
            browser.type("What is Ollama?" + ENTER);
            browser.await("document.querySelector('.assistant .foot')");

            assertThat(browser.evaluate("document.querySelector('.assistant .body').textContent")
                            .asText())
                    .isNotBlank();
            assertThat(browser.evaluate("document.querySelector('.thinking').open")
                            .asBoolean())
                    .isFalse();
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(390);
            assertThat(browser.evaluate("$('notice').hidden").asBoolean()).isTrue();
        }
    }

    @Test
    void stopsByEscapeOnADesktopAndRunsNothingThatTheModelWrote() throws Exception {
        try (Chromium browser = Chromium.open(1280, 800)) {
            browser.visit(server.address());
            browser.await("$('model').value === 'm'");

            browser.type("Hi" + ENTER);
            browser.await("document.querySelector('.assistant strong')");
            browser.type(ESCAPE);

            assertThat(slow.isLeftWithin(10)).isTrue();
            browser.await("document.querySelector('.assistant .foot')");
            assertThat(browser.evaluate("document.querySelector('.assistant .foot').textContent")
                            .asText())
                    .isEqualTo("Stopped");
            assertThat(browser.evaluate("document.querySelector('.assistant img') === null")
                            .asBoolean())
                    .isTrue();
            assertThat(browser.evaluate("document.title").asText()).isEqualTo("Posada chat");
            assertThat(browser.evaluate("$('send').textContent").asText()).isEqualTo("Send");
        }
    }
}
