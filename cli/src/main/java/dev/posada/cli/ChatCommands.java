// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.cli;

import dev.posada.DiscoveredHost;
import dev.posada.Message;
import dev.posada.ModelInfo;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a line that begins with a slash does in a conversation. Replies go to standard error: they are no answers. */
final class ChatCommands {
    /** For completion. */
    static final List<String> NAMES = List.of(
            "/help", "/model", "/host", "/system", "/retry", "/new", "/clear", "/save", "/load", "/quit", "/exit");

    private static final String HELP = String.join(
            "\n",
            "/model [NAME]    show the models, or go on with another",
            "/host [URI]      show the hosts, or go on with another",
            "/system [TEXT]   show the instructions to the model, or set them; - removes them",
            "/retry           ask the last question again, if it was not answered",
            "/new             begin a new conversation (also /clear)",
            "/save FILE       save the conversation: Markdown if the name ends in .md, else JSON",
            "/load FILE       go on with a conversation that was saved as JSON",
            "/quit            leave (also Ctrl-D)",
            "A line that ends with \\ goes on in the next one; \"\"\" begins and ends a block of lines.",
            "A question that begins with a slash is written with two.");

    private final ChatSession session;
    private final HostFinder hosts;
    private final ModelChooser chooser;
    private final HostOptions hostOptions;
    private final Notices notices;
    private final Set<Path> ownFiles = new HashSet<>();

    ChatCommands(
            ChatSession session,
            HostFinder hosts,
            ModelChooser chooser,
            HostOptions hostOptions,
            Surroundings surroundings) {
        this.session = session;
        this.hosts = hosts;
        this.chooser = chooser;
        this.hostOptions = hostOptions;
        this.notices = surroundings.notices();
    }

    boolean isCommand(String said) {
        return said.startsWith("/") && !said.startsWith("//");
    }

    boolean isLeaving(String said) {
        String word = said.strip();
        return word.equals("/quit") || word.equals("/exit") || word.equals("/bye");
    }

    /**
     * Does what a line says.
     *
     * @throws IllegalArgumentException if there is no such command
     */
    void run(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        String argument = parts.length == 2 ? parts[1] : "";
        switch (parts[0]) {
            case "/help", "/?" -> notices.say(HELP);
            case "/model" -> model(argument);
            case "/host" -> host(argument);
            case "/system" -> system(argument);
            case "/retry" -> retry();
            case "/new", "/clear" -> begin();
            case "/save" -> save(argument);
            case "/load" -> load(argument);
            default ->
                throw new IllegalArgumentException("There is no command " + parts[0]
                        + "; /help lists them. A question that begins with a slash is" + " written with two.");
        }
    }

    private void model(String name) {
        ChosenModel chosen = session.chosen();
        if (name.isEmpty()) {
            String names = chosen.host().models().stream().map(ModelInfo::name).collect(Collectors.joining(", "));
            notices.say("Chatting with " + chosen.name() + ". The host has " + names + ".");
            return;
        }
        String found = chosen.host().model(name).name();
        session.use(new ChosenModel(chosen.host(), found));
        notices.say("Going on with " + found + ".");
    }

    private void host(String uri) {
        if (uri.isEmpty()) {
            String found = hosts.discover().stream().map(DiscoveredHost::uri).collect(Collectors.joining(", "));
            notices.say("Chatting at " + session.chosen().host().uri() + ". Found here: "
                    + (found.isEmpty() ? "no model server" : found) + ".");
            return;
        }
        ChosenModel other = chooser.on(hosts.open(uri, hostOptions), null);
        session.use(other);
        notices.say("Going on with " + other.name() + " at " + other.host().uri() + ".");
    }

    private void system(String text) {
        Conversation conversation = session.conversation();
        if (text.equals("-")) {
            conversation.system(null);
        } else if (!text.isEmpty()) {
            conversation.system(text);
        }
        notices.say(conversation.system().map(set -> "Instructions: " + set).orElse("There are no instructions."));
    }

    private void retry() {
        Message.User question = session.unanswered()
                .orElseThrow(() -> new IllegalArgumentException("There is no question without an answer."));
        session.ask(question);
    }

    private void begin() {
        session.clear();
        notices.say("A new conversation.");
    }

    private void save(String name) {
        Path file = file(name, "/save");
        ConversationFile.save(file, session, ownFiles.contains(file));
        ownFiles.add(file);
        notices.say("Saved to " + file + ".");
    }

    /** Goes on with a saved conversation. */
    void load(String name) {
        Path file = file(name, "/load");
        ConversationFile.load(file, session.conversation());
        ownFiles.add(file);
        int turns = session.conversation().messages().size() / 2;
        notices.say("Loaded " + turns + (turns == 1 ? " question" : " questions") + " with "
                + (turns == 1 ? "its answer" : "their answers") + " from " + file + ".");
    }

    private static Path file(String name, String command) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("Write the file's name after " + command + ".");
        }
        String home = System.getProperty("user.home");
        return Path.of(name.startsWith("~/") ? home + name.substring(1) : name).toAbsolutePath();
    }
}
