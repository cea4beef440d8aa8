// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.spi.json;

/**
 * The shape of a stream's frames that differ in nothing but their text, which is nearly all of them.
 *
 * <p>A decoder reads a frame with a {@link JsonCursor}, and if it found nothing in it but a text, lets a shape learn the frame:
 * a copy of its bytes, and the place of the text in it. A later frame that {@link #fits} has the same bytes before and after its
 * text, so the decoder would find the same in it, and may take the text alone. Any other frame has to be read as usual.
 *
 * <pre>{@code
 * sample:  {"created_at":"09:14:03.11","message":{"content":" The"},"done":false}
 * compare: ==============             ======================     ================
 * strings:               -- ignored --                      text
 * }</pre>
 *
 * <p>Some servers write the time into each frame, so a shape may have a second string that differs, which is skipped. Used by
 * one thread at a time.
 */
public final class JsonShape {
    /** For a place that a frame does not have. */
    public static final int NOWHERE = -1;

    private byte[] sample = new byte[0];
    private int length;

    /** The strings that differ, their quotes included, by where they are in the sample; the first may be empty. */
    private int firstFrom;

    private int firstTo;
    private int lastFrom;
    private int lastTo;
    private boolean textIsLast;

    private String text = "";

    /** A shape that has learned nothing, and which no frame fits. */
    public JsonShape() {}

    /**
     * Takes a frame that was just read for its sample.
     *
     * @param json the cursor that has read the frame
     * @param textPlace where the text's string begins: {@link JsonCursor#place()} before it was read
     * @param ignoredPlace where another string begins that frames may differ in, or {@link #NOWHERE}
     */
    public void learn(JsonCursor json, int textPlace, int ignoredPlace) {
        textIsLast = ignoredPlace < textPlace;
        lastFrom = Math.max(textPlace, ignoredPlace);
        lastTo = json.endOfString(lastFrom);
        firstFrom = Math.max(Math.min(textPlace, ignoredPlace), 0);
        firstTo = ignoredPlace == NOWHERE ? 0 : json.endOfString(firstFrom);
        length = json.length();
        if (sample.length < length) {
            sample = new byte[length * 2];
        }
        json.copyTo(sample);
    }

    /** Forgets what was learned, because a frame came that changes what a decoder would make of the next. */
    public void forget() {
        length = 0;
    }

    /**
     * Whether the frame that the cursor stands before has this shape; if not, the cursor still stands there.
     *
     * @throws dev.posada.ProtocolException if one of the strings that differ is not valid, just as the cursor would say
     */
    public boolean fits(JsonCursor json) {
        boolean fits = length > 0
                && json.skipBytes(sample, 0, firstFrom)
                && (firstTo == 0 || read(json, !textIsLast))
                && json.skipBytes(sample, firstTo, lastFrom)
                && read(json, textIsLast)
                && json.skipBytes(sample, lastTo, length)
                && json.isAtEnd();
        if (!fits) {
            json.rewind();
        }
        return fits;
    }

    private boolean read(JsonCursor json, boolean isText) {
        if (!json.isAtString()) {
            return false;
        }
        if (isText) {
            text = json.string();
        } else {
            json.skip();
        }
        return true;
    }

    /** The text of the frame that was found to fit. */
    public String text() {
        return text;
    }
}
