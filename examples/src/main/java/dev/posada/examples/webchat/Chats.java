// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.examples.webchat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The chats of this run, kept in memory only. Thread-safe. */
final class Chats {
    private static final int MOST = 100;

    private final Map<String, Chat> chats = Collections.synchronizedMap(new LinkedHashMap<>());

    /** A new chat; where there are too many, the oldest goes. */
    Chat create() {
        Chat chat = new Chat();
        synchronized (chats) {
            chats.put(chat.id(), chat);
            if (chats.size() > MOST) {
                delete(chats.keySet().iterator().next());
            }
        }
        return chat;
    }

    Chat get(String id) {
        Chat chat = chats.get(id);
        if (chat == null) {
            throw new IllegalArgumentException("This chat is gone; the server was restarted, or it was deleted.");
        }
        return chat;
    }

    boolean delete(String id) {
        Chat chat = chats.remove(id);
        if (chat != null) {
            chat.stop();
        }
        return chat != null;
    }

    List<Map<String, String>> list() {
        List<Map<String, String>> newestFirst = new ArrayList<>();
        synchronized (chats) {
            chats.values().forEach(chat -> newestFirst.add(0, Map.of("id", chat.id(), "title", chat.title())));
        }
        return newestFirst;
    }

    void stopAll() {
        synchronized (chats) {
            chats.values().forEach(Chat::stop);
        }
    }
}
