// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.bedrock;

import dev.posada.Content;
import dev.posada.ErrorDetails;
import dev.posada.Media;
import dev.posada.UnsupportedFeatureException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.AudioBlock;
import software.amazon.awssdk.services.bedrockruntime.model.AudioSource;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsConfig;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentSource;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;
import software.amazon.awssdk.services.bedrockruntime.model.S3Location;
import software.amazon.awssdk.services.bedrockruntime.model.VideoBlock;
import software.amazon.awssdk.services.bedrockruntime.model.VideoSource;

/** Pictures, documents, sounds and videos in Bedrock's words, as bytes or as an address in S3. */
final class BedrockMedia {
    private static final Set<String> IMAGES = Set.of("png", "jpeg", "gif", "webp");
    private static final Map<String, String> DOCUMENTS = Map.ofEntries(
            Map.entry("application/pdf", "pdf"),
            Map.entry("text/csv", "csv"),
            Map.entry("application/msword", "doc"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            Map.entry("application/vnd.ms-excel", "xls"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            Map.entry("text/html", "html"),
            Map.entry("text/plain", "txt"),
            Map.entry("text/markdown", "md"));
    private static final Map<String, String> VIDEOS = Map.of(
            "x-matroska", "mkv",
            "quicktime", "mov",
            "mp4", "mp4",
            "webm", "webm",
            "x-flv", "flv",
            "mpeg", "mpeg",
            "x-ms-wmv", "wmv",
            "3gpp", "three_gp");
    private static final Map<String, String> SOUNDS = Map.of("mpeg", "mp3", "x-wav", "wav", "vnd.wave", "wav");
    private static final Set<String> SOUND_FORMATS =
            Set.of("mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "m4a", "webm", "pcm");

    private final boolean citations;
    private final ErrorDetails where;

    BedrockMedia(boolean citations, ErrorDetails where) {
        this.citations = citations;
        this.where = where;
    }

    ImageBlock image(Media media) {
        String format = media.subtype().equals("jpg") ? "jpeg" : media.subtype();
        if (!IMAGES.contains(format)) {
            throw unsupported(
                    "Bedrock takes images as PNG, JPEG, GIF or WebP, not as " + media.type() + "; convert it.");
        }
        ImageSource source = media.bytes().isPresent()
                ? ImageSource.fromBytes(bytes(media))
                : ImageSource.fromS3Location(s3(media, "an image"));
        return ImageBlock.builder().format(format).source(source).build();
    }

    VideoBlock video(Media media) {
        String format = VIDEOS.get(media.subtype());
        if (format == null) {
            throw unsupported("Bedrock takes no videos as " + media.type() + "; convert it, for example to MP4.");
        }
        VideoSource source = media.bytes().isPresent()
                ? VideoSource.fromBytes(bytes(media))
                : VideoSource.fromS3Location(s3(media, "a video"));
        return VideoBlock.builder().format(format).source(source).build();
    }

    AudioBlock audio(Media media) {
        String format = SOUNDS.getOrDefault(media.subtype(), media.subtype());
        if (!SOUND_FORMATS.contains(format)) {
            throw unsupported("Bedrock takes no sound as " + media.type() + "; convert it, for example to MP3.");
        }
        AudioSource source = media.bytes().isPresent()
                ? AudioSource.fromBytes(bytes(media))
                : AudioSource.fromS3Location(s3(media, "a sound"));
        return AudioBlock.builder().format(format).source(source).build();
    }

    DocumentBlock document(Content.Document document) {
        Media media = document.media();
        String format = DOCUMENTS.get(media.type());
        if (format == null) {
            throw unsupported("Bedrock takes no documents as " + media.type() + "; convert \"" + document.name()
                    + "\", for example to PDF, or send its text.");
        }
        DocumentSource source = media.bytes().isPresent()
                ? DocumentSource.fromBytes(bytes(media))
                : DocumentSource.fromS3Location(s3(media, "a document"));
        DocumentBlock.Builder block = DocumentBlock.builder()
                .format(format)
                .name(name(document.name()))
                .source(source);
        if (citations) {
            block.citations(CitationsConfig.builder().enabled(true).build());
        }
        return block.build();
    }

    /** Bedrock refuses names with other characters, dots among them, and with two spaces in a row. */
    private static String name(String name) {
        String clean = name.replaceAll("[^\\p{L}\\p{N}\\-()\\[\\] ]", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return clean.isEmpty() ? "document" : clean.substring(0, Math.min(200, clean.length()));
    }

    private static SdkBytes bytes(Media media) {
        return media.bytes().map(SdkBytes::fromByteBuffer).orElseThrow();
    }

    private S3Location s3(Media media, String what) {
        URI address = media.address().orElseThrow();
        if (!"s3".equals(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT))) {
            throw unsupported("Bedrock fetches " + what + " from S3 only (s3://bucket/key); read it and send its bytes:"
                    + " Media.of(bytes) or Media.file(path).");
        }
        return S3Location.builder().uri(address.toString()).build();
    }

    private UnsupportedFeatureException unsupported(String message) {
        return new UnsupportedFeatureException(message, where);
    }
}
