// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.ollama;

import dev.posada.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads model files. The server no longer does: its own command line, too, takes them apart before it sends them.
 *
 * <p>An instruction stands on a line; its text may be put in three quotes and then run over several lines, or in one pair of
 * quotes. Lines that begin with {@code #} are comments.
 */
final class OllamaModelFile {
    private static final Pattern INSTRUCTION = Pattern.compile("\\s*(?<word>[A-Za-z]+)\\s+(?<rest>.*)");
    private static final Pattern TWO_WORDS = Pattern.compile("(?<first>\\S+)\\s+(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern NUMBER_OR_BOOLEAN =
            Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?|true|false");
    private static final String TRIPLE = "\"\"\"";

    private final Path file;
    private final List<String> lines;
    private final List<String> stops = new ArrayList<>();
    private final List<String> licenses = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private int next;

    /**
     * One instruction.
     *
     * @param line where it begins, counted from one
     * @param word what it is, in lower case
     * @param text what comes after, without quotes around it
     */
    private record Instruction(int line, String word, String text) {}

    private OllamaModelFile(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    static OllamaModelSpec read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the model file " + file + ".", e);
        }
        OllamaModelFile reader = new OllamaModelFile(file, lines);
        reader.split();
        return reader.spec();
    }

    private void split() {
        while (next < lines.size()) {
            int line = next + 1;
            String text = lines.get(next++);
            if (text.isBlank() || text.strip().startsWith("#")) {
                continue;
            }
            Matcher instruction = INSTRUCTION.matcher(text);
            if (!instruction.matches()) {
                throw wrong(line, "an instruction with a text after it was expected, such as FROM llama3.2");
            }
            String word = instruction.group("word").toLowerCase(Locale.ROOT);
            instructions.add(new Instruction(line, word, wholeText(line, word, instruction.group("rest"))));
        }
    }

    /** The text of an instruction; after the name of a parameter or a role, only what follows may be in quotes. */
    private String wholeText(int line, String word, String rest) {
        Matcher words = TWO_WORDS.matcher(rest);
        if ((word.equals("parameter") || word.equals("message")) && words.matches()) {
            return words.group("first") + " " + unquoted(line, words.group("rest"));
        }
        return unquoted(line, rest);
    }

    private String unquoted(int line, String text) {
        String stripped = text.strip();
        if (!stripped.startsWith(TRIPLE)) {
            boolean isQuoted = stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
            return isQuoted ? stripped.substring(1, stripped.length() - 1) : stripped;
        }
        StringBuilder all = new StringBuilder(text.stripLeading().substring(TRIPLE.length()));
        while (all.indexOf(TRIPLE) < 0) {
            if (next == lines.size()) {
                throw wrong(line, "the three quotes are never closed");
            }
            all.append('\n').append(lines.get(next++));
        }
        return all.substring(0, all.indexOf(TRIPLE));
    }

    private OllamaModelSpec spec() {
        OllamaModelSpec.Builder spec = base();
        for (Instruction instruction : instructions) {
            add(instruction, spec);
        }
        if (!stops.isEmpty()) {
            spec.stop(stops.toArray(String[]::new));
        }
        if (!licenses.isEmpty()) {
            spec.license(String.join("\n", licenses));
        }
        return spec.build();
    }

    private OllamaModelSpec.Builder base() {
        List<Path> files = new ArrayList<>();
        String model = null;
        for (Instruction instruction : instructions) {
            if (instruction.word().equals("from")) {
                Path weights = localFile(instruction);
                if (weights == null) {
                    model = instruction.text();
                } else {
                    files.add(weights);
                }
            }
        }
        if (model != null) {
            return OllamaModelSpec.from(model);
        }
        if (files.isEmpty()) {
            throw wrong(1, "FROM is missing, which says what the model is made of");
        }
        return OllamaModelSpec.ofFiles(files.toArray(Path[]::new));
    }

    private void add(Instruction instruction, OllamaModelSpec.Builder spec) {
        String text = instruction.text();
        switch (instruction.word()) {
            case "from" -> {
                // is the base
            }
            case "template" -> spec.template(text);
            case "system" -> spec.system(text);
            case "license" -> licenses.add(text);
            case "adapter" -> spec.adapter(adapter(instruction));
            case "parameter" -> addParameter(instruction, spec);
            case "message" -> spec.message(message(instruction));
            case "renderer", "parser", "requires" -> spec.field(instruction.word(), OllamaJson.quote(text));
            default -> throw wrong(instruction.line(), "there is no instruction " + instruction.word());
        }
    }

    private void addParameter(Instruction instruction, OllamaModelSpec.Builder spec) {
        Matcher words = words(instruction);
        String name = words.group("first");
        String value = words.group("rest");
        if (name.equals("stop")) {
            stops.add(value);
        } else {
            spec.parameterJson(name, NUMBER_OR_BOOLEAN.matcher(value).matches() ? value : OllamaJson.quote(value));
        }
    }

    private Message message(Instruction instruction) {
        Matcher words = words(instruction);
        String text = words.group("rest");
        return switch (words.group("first").toLowerCase(Locale.ROOT)) {
            case "system" -> Message.system(text);
            case "user" -> Message.user(text);
            case "assistant" -> Message.assistant(text);
            default -> throw wrong(instruction.line(), "a role is system, user or assistant");
        };
    }

    private Matcher words(Instruction instruction) {
        Matcher words = TWO_WORDS.matcher(instruction.text());
        if (!words.matches()) {
            throw wrong(instruction.line(), "a name and a value were expected");
        }
        return words;
    }

    private Path adapter(Instruction instruction) {
        Path weights = localFile(instruction);
        if (weights == null) {
            throw wrong(instruction.line(), "there is no file " + instruction.text());
        }
        return weights;
    }

    /** What looks like a path is one, and has to be there; anything else is a file if there is one of that name. */
    private @Nullable Path localFile(Instruction instruction) {
        String text = instruction.text();
        try {
            Path path = file.resolveSibling(text).normalize();
            if (Files.isRegularFile(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            return null; // Windows has no files with a colon in their name, but models have
        }
        if (text.startsWith(".") || text.startsWith("/") || text.startsWith("~")) {
            throw wrong(instruction.line(), "there is no file " + text);
        }
        return null;
    }

    private IllegalArgumentException wrong(int line, String problem) {
        return new IllegalArgumentException(
                "The model file " + file + " can't be read, line " + line + ": " + problem + ".");
    }
}
