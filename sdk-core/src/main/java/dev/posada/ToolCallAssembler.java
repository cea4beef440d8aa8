// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Puts the tool calls of one answer together.
 *
 * <p>Servers number and name the fragments of calls in many wrong ways. What is trusted most is an id that has come up
 * before, then a new id, then a change of name, then the index; a fragment that only continues goes to the latest call with
 * its index, or to the latest call of all.
 */
final class ToolCallAssembler {
    private final Queue<? super ChatEvent> events;
    private final List<OpenCall> calls = new ArrayList<>();

    ToolCallAssembler(Queue<? super ChatEvent> events) {
        this.events = events;
    }

    /** A whole call. */
    void add(@Nullable String id, String name, String arguments) {
        OpenCall call = open(-1, blankToNull(id), name);
        call.append(arguments);
        call.complete();
    }

    /** A fragment of a call. */
    void addFragment(int index, @Nullable String givenId, @Nullable String givenName, @Nullable String arguments) {
        String id = blankToNull(givenId);
        String name = blankToNull(givenName);
        OpenCall call = find(index, id, name);
        if (call == null) {
            call = open(index, id, name);
        }
        call.learn(id, name);
        if (arguments != null) {
            call.append(arguments);
        }
    }

    private @Nullable OpenCall find(int index, @Nullable String id, @Nullable String name) {
        if (id != null) {
            for (OpenCall call : calls) {
                if (id.equals(call.serverId)) {
                    return call;
                }
            }
        }
        OpenCall latest = latest(index);
        return latest == null || isAnother(latest, id, name) ? null : latest;
    }

    /** Whether a fragment at a call's index belongs to another call all the same. */
    private static boolean isAnother(OpenCall call, @Nullable String id, @Nullable String name) {
        if (call.completed) {
            return true;
        }
        if (name == null) {
            // A fresh id on a nameless fragment is a server that numbers fragments, not calls.
            return false;
        }
        if (call.name == null) {
            return id != null && call.serverId != null;
        }
        if (!call.name.equals(name)) {
            return true;
        }
        boolean idsDiffer = id != null && call.serverId != null;
        return idsDiffer || call.hasWholeArguments();
    }

    private @Nullable OpenCall latest(int index) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            OpenCall call = calls.get(i);
            if (index < 0 || call.serverIndex < 0 || call.serverIndex == index) {
                return call;
            }
        }
        return null;
    }

    private OpenCall open(int serverIndex, @Nullable String id, @Nullable String name) {
        OpenCall call = new OpenCall(calls.size(), serverIndex);
        calls.add(call);
        call.learn(id, name);
        return call;
    }

    /** Ends all calls and gives them in the order in which they began. */
    List<Content.ToolCall> complete() {
        return calls.stream().map(OpenCall::complete).toList();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Unique enough within a conversation; only for servers that send no ids. */
    private static String newId() {
        String random = Long.toString(ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36, 1L << 46), 36);
        return "call_" + random;
    }

    /** Servers write "no arguments" as nothing, as blanks or as {@code null}. */
    private static String normalised(String json) {
        return json.isBlank() || json.strip().equals("null") ? "{}" : json;
    }

    private final class OpenCall {
        private final int index;
        private final int serverIndex;
        private final StringBuilder arguments = new StringBuilder();
        private @Nullable String serverId;
        private @Nullable String name;
        private @Nullable String announcedId;
        private boolean completed;
        private Content.@Nullable ToolCall result;

        OpenCall(int index, int serverIndex) {
            this.index = index;
            this.serverIndex = serverIndex;
        }

        void learn(@Nullable String id, @Nullable String givenName) {
            if (serverId == null) {
                serverId = id;
            }
            // llama-server reads a name off the text as it grows, and sends it again when there is more of it.
            if (name == null || (givenName != null && givenName.startsWith(name))) {
                name = givenName;
            }
            if (name != null) {
                announce(name);
            }
        }

        private String announce(String toolName) {
            if (announcedId == null) {
                announcedId = serverId == null ? newId() : serverId;
                events.add(new ChatEvent.ToolCallStarted(index, announcedId, toolName));
                if (arguments.length() > 0) {
                    events.add(new ChatEvent.ToolArgumentsDelta(index, arguments.toString()));
                }
            }
            return announcedId;
        }

        void append(String json) {
            if (json.isEmpty()) {
                return;
            }
            arguments.append(json);
            if (announcedId != null) {
                events.add(new ChatEvent.ToolArgumentsDelta(index, json));
            }
        }

        boolean hasWholeArguments() {
            return arguments.length() > 0
                    && Json.objectProblem(arguments.toString()).isEmpty();
        }

        Content.ToolCall complete() {
            if (result == null) {
                completed = true;
                String toolName = name == null ? "" : name;
                result = new Content.ToolCall(announce(toolName), toolName, normalised(arguments.toString()));
                events.add(new ChatEvent.ToolCallReady(index, result));
            }
            return result;
        }
    }
}
