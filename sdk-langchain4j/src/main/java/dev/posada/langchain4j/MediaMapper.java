// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.langchain4j;

import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.data.pdf.PdfFile;
import dev.langchain4j.data.video.Video;
import dev.posada.ErrorDetails;
import dev.posada.Media;
import dev.posada.UnsupportedFeatureException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts pictures, documents, sounds and videos into the other library's words. */
final class MediaMapper {
    private static final String PDF = "application/pdf";

    private MediaMapper() {}

    /**
     * A part of a message as Posada's.
     *
     * @throws dev.langchain4j.exception.UnsupportedFeatureException if it is of a kind that Posada does not know
     */
    static dev.posada.Content toPosada(Content part) {
        if (part instanceof TextContent words) {
            return new dev.posada.Content.Text(words.text());
        }
        if (part instanceof ImageContent content) {
            Image image = content.image();
            return new dev.posada.Content.Image(media(image.base64Data(), image.mimeType(), image.url(), "image/*"));
        }
        if (part instanceof PdfFileContent content) {
            PdfFile file = content.pdfFile();
            Media media = media(file.base64Data(), file.mimeType(), file.url(), PDF);
            return new dev.posada.Content.Document("document", media);
        }
        if (part instanceof AudioContent content) {
            return new dev.posada.Content.Audio(media(content.audio()));
        }
        if (part instanceof VideoContent content) {
            Video video = content.video();
            return new dev.posada.Content.Video(media(video.base64Data(), video.mimeType(), video.url(), "video/*"));
        }
        throw new dev.langchain4j.exception.UnsupportedFeatureException(
                "Posada does not support content of the type " + part.type() + ".");
    }

    private static Media media(Audio audio) {
        byte[] bytes = audio.binaryData();
        return bytes == null
                ? media(audio.base64Data(), audio.mimeType(), audio.url(), "audio/*")
                : Media.of(bytes, typeOf(audio.mimeType(), audio.url(), "audio/*"));
    }

    private static Media media(
            @Nullable String base64, @Nullable String type, @Nullable URI address, String otherwise) {
        if (base64 != null) {
            return Media.of(Base64.getDecoder().decode(base64), typeOf(type, address, otherwise));
        }
        if (address == null) {
            throw new IllegalArgumentException("A part of the message has neither content nor an address.");
        }
        return "data".equalsIgnoreCase(address.getScheme())
                ? ofDataUri(address.toString(), typeOf(type, null, otherwise))
                : Media.at(address, typeOf(type, address, otherwise));
    }

    /** The content that a {@code data:} URI holds itself (RFC 2397); only base64, as nobody writes media otherwise. */
    private static Media ofDataUri(String uri, String otherwise) {
        int comma = uri.indexOf(',');
        String head = comma < 0 ? "" : uri.substring("data:".length(), comma);
        if (!head.toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw new IllegalArgumentException("A data URI in the message is not in base64.");
        }
        String type = head.substring(0, head.indexOf(';'));
        return Media.of(Base64.getMimeDecoder().decode(uri.substring(comma + 1)), type.isEmpty() ? otherwise : type);
    }

    private static String typeOf(@Nullable String type, @Nullable URI address, String otherwise) {
        if (type != null) {
            return type;
        }
        String guess = address == null || address.getPath() == null
                ? null
                : URLConnection.guessContentTypeFromName(address.getPath());
        return guess == null ? otherwise : guess;
    }

    /** A picture of an answer as LangChain4j's. */
    static Image image(Media media) {
        return Image.builder()
                .base64Data(base64(media))
                .url(media.address().orElse(null))
                .mimeType(media.type())
                .build();
    }

    /** A picture of an answer as Posada's. */
    static dev.posada.Content.Image image(Image image) {
        return new dev.posada.Content.Image(media(image.base64Data(), image.mimeType(), image.url(), "image/*"));
    }

    /**
     * A part of a message as LangChain4j's.
     *
     * @param where the host and model, for errors
     * @throws UnsupportedFeatureException if LangChain4j has no such content
     */
    static Content toLangChain4j(dev.posada.Content part, ErrorDetails where) {
        if (part instanceof dev.posada.Content.Text words) {
            return TextContent.from(words.text());
        }
        if (part instanceof dev.posada.Content.Image picture) {
            return ImageContent.from(image(picture.media()));
        }
        if (part instanceof dev.posada.Content.Document document
                && document.media().type().equals(PDF)) {
            Media media = document.media();
            return PdfFileContent.from(PdfFile.builder()
                    .base64Data(base64(media))
                    .url(media.address().orElse(null))
                    .mimeType(PDF)
                    .build());
        }
        if (part instanceof dev.posada.Content.Audio sound) {
            Media media = sound.media();
            return AudioContent.from(Audio.builder()
                    .base64Data(base64(media))
                    .url(media.address().orElse(null))
                    .mimeType(media.type())
                    .build());
        }
        if (part instanceof dev.posada.Content.Video video) {
            Media media = video.media();
            return VideoContent.from(Video.builder()
                    .base64Data(base64(media))
                    .url(media.address().orElse(null))
                    .mimeType(media.type())
                    .build());
        }
        throw new UnsupportedFeatureException("LangChain4j has no place for " + kind(part) + ".", where);
    }

    private static String kind(dev.posada.Content part) {
        if (part instanceof dev.posada.Content.Document document) {
            return "a document of the type " + document.media().type() + "; it takes PDF files";
        }
        return part instanceof dev.posada.Content.Unknown unknown
                ? "content of the kind \"" + unknown.type() + "\""
                : "content of the kind " + part.getClass().getSimpleName() + " here";
    }

    private static @Nullable String base64(Media media) {
        ByteBuffer bytes = media.bytes().orElse(null);
        if (bytes == null) {
            return null;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
