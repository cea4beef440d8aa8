// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import dev.posada.FinishReason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MisbehavingServer} does with one request: an answer, and what goes wrong with it. It is written in words of
 * no protocol, so that one script serves for all of them.
 *
 * <pre>{@code
 * Script.answer().text("Half an ans").reset();              // breaks off
 * Script.answer().text("Hello").finish().cutAfter(40, Ending.CLOSE);
 * Script.error(429, "too fast").header("Retry-After", "2");
 * Script.silence();                                          // says nothing, until the client goes
 * }</pre>
 *
 * <p>Each method gives a new script with one step more. Scripts are immutable and thread-safe.
 */
public final class Script {
    /** How a body ends. */
    public enum Ending {
        /** As HTTP has it: whole as far as the transport can tell. The connection stays open. */
        CLEAN,
        /** The connection is closed, though the body was to go on. */
        CLOSE,
        /** The connection is reset. */
        RESET,
    }

    private final List<Step> steps;
    private final Delivery delivery;

    private Script(List<Step> steps, Delivery delivery) {
        this.steps = List.copyOf(steps);
        this.delivery = delivery;
    }

    /** An answer with the status 200 in the wire's own format; its words are to follow. */
    public static Script answer() {
        return silent().with(new Step.Head(200, List.of()));
    }

    /** A whole answer in one piece of text. */
    public static Script answer(String text) {
        return answer().text(text).finish();
    }

    /** An error as this kind of server words it. */
    public static Script error(int status, String message) {
        return silent().with(new Step.Refusal(status, message, List.of()));
    }

    /** The error of a server that still loads its model. */
    public static Script loading() {
        return silent().with(new Step.Refusal(503, null, List.of()));
    }

    /** A whole body of any kind: a proxy's page, an answer in the wrong format. */
    public static Script page(int status, String contentType, String body) {
        return silent().with(new Step.Page(status, contentType, body, List.of()));
    }

    /** Sends the client somewhere else. */
    public static Script redirect(int status, String url) {
        return page(status, "text/html", "<a href=\"" + url + "\">moved</a>").header("Location", url);
    }

    /** The answer to a request for embeddings. */
    public static Script embeddings(List<List<Double>> vectors) {
        return silent().with(new Step.Embeddings(List.copyOf(vectors)));
    }

    /** Says nothing at all, not even a status, until the client goes. */
    public static Script silence() {
        return silent().stall();
    }

    /** Closes the connection instead of an answer. */
    public static Script hangUp() {
        return silent().close();
    }

    private static Script silent() {
        return new Script(List.of(), new Delivery(Integer.MAX_VALUE, Ending.CLEAN, false));
    }

    /** A header more, for scripts that begin with {@link #error}, {@link #page} or {@link #answer()}. */
    public Script header(String name, String value) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(0, steps.get(0).withHeader(name + ": " + value));
        return new Script(changed, delivery);
    }

    /** Words of the answer, in a frame of their own. */
    public Script text(String words) {
        return say(new Piece.Text(words));
    }

    /** Words of the thinking, in a frame of their own. */
    public Script thinking(String words) {
        return say(new Piece.Thinking(words));
    }

    /** A whole tool call in a frame of its own. */
    public Script toolCall(@Nullable String id, String name, String arguments) {
        return say(new Piece.ToolCalls(List.of(new Piece.Call(id, name, arguments))));
    }

    /** Several whole tool calls in one frame. */
    public Script toolCalls(Piece.Call... calls) {
        return say(new Piece.ToolCalls(List.of(calls)));
    }

    /** A fragment of a tool call; see {@link Piece.ToolFragment}. */
    public Script toolFragment(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        return say(new Piece.ToolFragment(index, id, name, arguments));
    }

    /** The model is done, and so is the answer. */
    public Script finish() {
        return finish(FinishReason.STOP);
    }

    /** The answer is done for this reason. */
    public Script finish(FinishReason reason) {
        return finishWithoutEnd(reason).say(new Piece.End());
    }

    /** The answer is done for a reason in the server's own words. */
    public Script finish(String rawReason) {
        return say(new Piece.Finish(FinishReason.OTHER, rawReason)).say(new Piece.End());
    }

    /** The model is done, but what ends an answer in this protocol does not come. */
    public Script finishWithoutEnd(FinishReason reason) {
        return say(new Piece.Finish(reason, null));
    }

    /** An error in the midst of the answer, as this kind of server words it. */
    public Script failure(String message) {
        return say(new Piece.Failure(message));
    }

    private Script say(Piece piece) {
        return with(new Step.Say(piece));
    }

    /** Bytes as they are. */
    public Script raw(byte[] bytes) {
        return with(new Step.Raw(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /** Text as it is. */
    public Script raw(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A frame that is none: JSON that is not valid, or a wrong checksum. */
    public Script malformedFrame() {
        return with(new Step.Malformed());
    }

    /** A sign of life that is no part of the answer: a blank line, a comment. */
    public Script keepAlive() {
        return with(new Step.KeepAlive());
    }

    /** The same signs of life for as long as anybody listens, each after a pause. */
    public Script keepAliveForever(Duration pause) {
        return with(new Step.KeepAliveForever(pause));
    }

    /** A frame that never ends, for as long as anybody listens. */
    public Script endlessFrame() {
        return with(new Step.EndlessFrame());
    }

    /** The same words again and again, for as long as anybody listens. */
    public Script endlessText(String words) {
        return with(new Step.EndlessText(words));
    }

    /** Waits a while before it goes on. */
    public Script pause(Duration time) {
        return with(new Step.Pause(time));
    }

    /** Waits for the test before it goes on; what came before is sent. */
    public Script await(CountDownLatch latch) {
        return with(new Step.Await(latch));
    }

    /** Says nothing more until the client goes or the server is closed; what came before is sent. */
    public Script stall() {
        return with(new Step.Stall());
    }

    /** Ends the body as if it were whole. That is also what a script does at its end. */
    public Script end() {
        return with(new Step.End(Ending.CLEAN));
    }

    /** Closes the connection in the midst of the body. */
    public Script close() {
        return with(new Step.End(Ending.CLOSE));
    }

    /** Resets the connection in the midst of the body. */
    public Script reset() {
        return with(new Step.End(Ending.RESET));
    }

    /** Ends the body properly, and then closes the connection without having said so. */
    public Script thenCloseConnection() {
        return end().with(new Step.End(Ending.CLOSE));
    }

    /** Ends the body after so many bytes, whatever was to come. */
    public Script cutAfter(int bytes, Ending ending) {
        return new Script(steps, new Delivery(bytes, ending, delivery.byteByByte()));
    }

    /** Writes each byte of the body by itself, so that nothing arrives in one piece. */
    public Script byteByByte() {
        return new Script(steps, new Delivery(delivery.limit(), delivery.ending(), true));
    }

    /**
     * The words of the answer as bytes of a protocol: what there is to cut. Bytes that stand for no words are left out.
     */
    public byte[] body(Wire wire) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        wire.encode(pieces()).forEach(body::writeBytes);
        return body.toByteArray();
    }

    private Script with(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Script(longer, delivery);
    }

    List<Step> steps() {
        return steps;
    }

    Delivery delivery() {
        return delivery;
    }

    List<Piece> pieces() {
        return steps.stream()
                .filter(Step.Say.class::isInstance)
                .map(step -> ((Step.Say) step).piece())
                .toList();
    }

    /** How the bytes of the body are written, and after how many of them it ends. */
    record Delivery(int limit, Ending ending, boolean byteByByte) {}
}
