// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.lmstudio;

import dev.posada.ErrorDetails;
import dev.posada.HostUnavailableException;
import dev.posada.HostUnavailableException.Reason;
import dev.posada.ProtocolException;
import dev.posada.PullProgress;
import dev.posada.UnsupportedFeatureException;
import dev.posada.http.HttpAnswer;
import dev.posada.http.HttpRequest;
import dev.posada.http.HttpTransport;
import dev.posada.http.JsonWriter;
import dev.posada.spi.Call;
import dev.posada.spi.PullSource;
import dev.posada.spi.TimeSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A download of a model. The server does it by itself and only tells, when asked, how far it is; it has no way to be told to
 * stop, so whoever stops asking leaves it to go on.
 */
final class Download implements PullSource {
    static final String PATH = "/api/v1/models/download";

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

    /** A model by its address, with the quantization that is wanted behind an at sign, as in the keys of LM Studio. */
    private static final Pattern ADDRESS = Pattern.compile("(?<url>https?://[^@]*)(?:@(?<quantization>[^@/]+))?");

    private final HttpTransport transport;
    private final String model;
    private final Call call;
    private final TimeSource time;
    private @Nullable DownloadStatus latest;

    Download(HttpTransport transport, String model, Call call, TimeSource time) {
        this.transport = transport;
        this.model = model;
        this.call = call;
        this.time = time;
    }

    @Override
    public @Nullable PullProgress next() {
        DownloadStatus before = latest;
        if (before != null && before.isComplete()) {
            return null;
        }
        DownloadStatus now = before == null ? begin() : goOn(before);
        if (now.hasFailed()) {
            throw failure(now);
        }
        latest = now;
        return now.progress();
    }

    private DownloadStatus begin() {
        HttpAnswer answer = transport.call(HttpRequest.post(PATH, body()), call);
        if (LmStudioAnswers.isUnknownPath(answer)) {
            throw new UnsupportedFeatureException(
                    "LM Studio at " + transport.url()
                            + " can't be asked to download a model: that needs version 0.4.0 or"
                            + " newer. Use `lms get` on its machine.",
                    ErrorDetails.none());
        }
        DownloadStatus status =
                DownloadStatus.read(LmStudioAnswers.requireSuccess(answer).json());
        if (status.job().isEmpty() && !status.isComplete() && !status.hasFailed()) {
            throw new ProtocolException(
                    "LM Studio at " + transport.url() + " began to download " + model + ", but does not name the job.",
                    ErrorDetails.none());
        }
        return status;
    }

    private JsonWriter body() {
        JsonWriter json = new JsonWriter().beginObject();
        Matcher address = ADDRESS.matcher(model);
        if (address.matches()) {
            json.field("model", address.group("url"));
            String quantization = address.group("quantization");
            return quantization == null
                    ? json.endObject()
                    : json.field("quantization", quantization).endObject();
        }
        return json.field("model", model).endObject();
    }

    private DownloadStatus goOn(DownloadStatus before) {
        pause();
        String path = PATH + "/status/" + URLEncoder.encode(before.job(), StandardCharsets.UTF_8);
        HttpAnswer answer = LmStudioAnswers.requireSuccess(transport.call(HttpRequest.get(path), call));
        return DownloadStatus.read(answer.json());
    }

    private void pause() {
        CountDownLatch cutOff = new CountDownLatch(1);
        call.onCancel(cutOff::countDown);
        try {
            time.await(cutOff, pauseLength());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        call.ensureRunning();
    }

    /** Well below the idle timeout, which counts while this pauses. */
    private Duration pauseLength() {
        Duration idle = call.timeouts().idle();
        Duration half = idle.dividedBy(2);
        return idle.isZero() || half.compareTo(BETWEEN_QUESTIONS) > 0 ? BETWEEN_QUESTIONS : half;
    }

    private HostUnavailableException failure(DownloadStatus status) {
        String reason = status.complaint().isEmpty() ? "it does not say why" : status.complaint();
        return new HostUnavailableException(
                Reason.SERVER_ERROR,
                "LM Studio at " + transport.url() + " could not download " + model + ": " + reason + ".",
                ErrorDetails.none().retryable(false),
                null);
    }

    @Override
    public void close() {
        // Nothing is held between two questions.
    }
}
