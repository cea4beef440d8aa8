// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.ProtocolException;
import dev.posada.spi.json.JsonCursor;
import dev.posada.spi.json.JsonNames;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** A frame that reports a failure, as the exception that the AWS SDK makes of it. Used by one thread at a time. */
final class StreamFailure {
    private static final int MESSAGE = 0;
    private static final int OTHER_MESSAGE = 1;
    private static final int ORIGINAL_STATUS = 2;
    private static final int ORIGINAL_MESSAGE = 3;
    private static final JsonNames NAMES = JsonNames.of("message", "Message", "originalStatusCode", "originalMessage");

    private final String code;
    private @Nullable String message;
    private @Nullable Integer originalStatus;
    private @Nullable String originalMessage;

    private StreamFailure(FrameBuffer frame) {
        String told = frame.headers().failureCode();
        this.code = told == null ? "" : told;
        this.message = frame.headers().errorMessage();
        if (frame.hasPayload()) {
            read(frame.json());
        }
    }

    /**
     * What a frame reports.
     *
     * @param requestId the service's name for the request, if it gave one
     */
    static AwsServiceException of(FrameBuffer frame, @Nullable String requestId) {
        return new StreamFailure(frame).exception(requestId);
    }

    private void read(JsonCursor json) {
        try {
            json.beginObject();
            for (int field = json.nextName(NAMES); field != JsonCursor.END; field = json.nextName(NAMES)) {
                switch (field) {
                    case MESSAGE, OTHER_MESSAGE -> message = json.stringOrNull();
                    case ORIGINAL_STATUS -> originalStatus = json.isNull() ? null : json.intValue();
                    case ORIGINAL_MESSAGE -> originalMessage = json.stringOrNull();
                    default -> json.skip();
                }
            }
        } catch (ProtocolException e) {
            message = message == null ? "" : message; // that it failed, and how, the headers have told
        }
    }

    /** The status of a failure in a stream is the one that it would have had before; those that are new count as the server's. */
    private AwsServiceException exception(@Nullable String requestId) {
        return switch (code) {
            case "internalServerException" -> filled(InternalServerException.builder(), 500, requestId);
            case "serviceUnavailableException" -> filled(ServiceUnavailableException.builder(), 503, requestId);
            case "throttlingException" -> filled(ThrottlingException.builder(), 429, requestId);
            case "validationException" -> filled(ValidationException.builder(), 400, requestId);
            case "modelStreamErrorException" ->
                filled(
                        ModelStreamErrorException.builder()
                                .originalStatusCode(originalStatus)
                                .originalMessage(originalMessage),
                        424,
                        requestId);
            default -> filled(BedrockRuntimeException.builder(), 500, requestId);
        };
    }

    private AwsServiceException filled(AwsServiceException.Builder builder, int status, @Nullable String requestId) {
        return builder.statusCode(status)
                .requestId(requestId)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code.isEmpty() ? null : code)
                        .errorMessage(message)
                        .serviceName("BedrockRuntime")
                        .build())
                .build();
    }
}
