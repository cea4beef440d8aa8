// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples;

import dev.posada.ChatModel;
import dev.posada.ChatRequest;
import dev.posada.Content;
import dev.posada.Media;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Asks a model what is in a picture.
 *
 * <p>The first argument is a host URI of a model with eyes, such as {@code ollama://localhost/gemma3}, the second a picture;
 * without one a red circle is drawn. Without any argument the example only says so: the demo model can't see.
 */
public final class Example06Images {
    private Example06Images() {}

    /** Runs the example. */
    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            System.out.println("""
                    This example draws a red circle and asks a model what it sees. The demo model can't see, so name one that
                    can, and a picture of your own if you like:
                      ./example 06 ollama://localhost/gemma3 [picture.png]""");
            return;
        }

        Media picture = args.length > 1 ? Media.file(Path.of(args[1])) : redCircle();
        ChatRequest request = ChatRequest.builder()
                .user(Content.text("What is in this picture?"), Content.image(picture))
                .build();
        try (ChatModel model = ChatModel.open(args[0])) {
            System.out.println(model.chat(request).text());
        }
    }

    private static Media redCircle() throws IOException {
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 224, 224);
        pen.setColor(Color.RED);
        pen.fillOval(32, 32, 160, 160);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Media.of(png.toByteArray());
    }
}
