// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.AuthenticationException;
import dev.posada.CancelledException;
import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.ChatStream;
import dev.posada.HostUnavailableException;
import dev.posada.ModelNotFoundException;
import dev.posada.PosadaException;
import dev.posada.RateLimitException;
import dev.posada.RetryPolicy;
import dev.posada.StreamInterruptedException;
import dev.posada.TimeoutException;
import dev.posada.Timeouts;
import java.time.Duration;

/**
 * What can go wrong, how long a call may take, and how often it is tried.
 *
 * <p>Without an argument it asks the demo model inside this JVM; with a host URI, such as
 * {@code ollama://localhost/llama3.2}, that model. It also asks a server that isn't there, on purpose.
 */
public final class Example09Errors {
    private Example09Errors() {}

    /** Runs the example. */
    public static void main(String[] args) {
        String uri = args.length > 0 ? args[0] : "embedded://demo/posada-tiny";

        try (ChatModel nobody = ChatModel.open("ollama://localhost:9/llama3.2?retries=0")) {
            System.out.println(answerOrReason(nobody, ChatRequest.of("Are you there?")));
        }
        try (ChatModel model = ChatModel.open(uri)) {
            System.out.println(answerOrReason(model, inAHurry("What is Ollama?")));
            System.out.println(patient(model).chat("What is Ollama?").text());
            cancelled(model);
        }
    }

    private static String answerOrReason(ChatModel model, ChatRequest request) {
        try {
            return model.chat(request).text();
        } catch (HostUnavailableException e) {
            return "Not there (" + e.reason() + "): " + e.getMessage();
        } catch (TimeoutException e) {
            return "Too slow (" + e.phase() + "): " + e.getMessage();
        } catch (RateLimitException e) {
            return "Busy; again in " + e.retryAfter().orElse(Duration.ofSeconds(30));
        } catch (AuthenticationException | ModelNotFoundException e) {
            return "To be mended by a person: " + e.getMessage();
        } catch (StreamInterruptedException e) {
            return "Broke off after: " + e.partialText();
        } catch (PosadaException e) {
            return (e.isRetryable() ? "May pass: " : "Won't pass: ") + e.getMessage();
        }
    }

    private static ChatRequest inAHurry(String question) {
        Timeouts limits = Timeouts.defaults()
                .connect(Duration.ofSeconds(2))
                .firstToken(Duration.ofSeconds(30)) // a server that loads a model first may need minutes
                .idle(Duration.ofSeconds(20))
                .total(Duration.ofMinutes(2));
        return ChatRequest.builder().user(question).timeouts(limits).retries(1).build();
    }

    /** Waits out a server that restarts. */
    private static ChatModel patient(ChatModel model) {
        RetryPolicy patience = new RetryPolicy(8, Duration.ofSeconds(1), Duration.ofMinutes(1));
        return patience.over(model);
    }

    private static void cancelled(ChatModel model) {
        try (ChatStream stream = model.stream("Should I rent a server or pay per use?")) {
            stream.cancel(); // from any thread: a stop button, say
            System.out.println(stream.response().text());
        } catch (CancelledException e) {
            System.out.println("Stopped: " + e.getMessage());
        }
    }
}
