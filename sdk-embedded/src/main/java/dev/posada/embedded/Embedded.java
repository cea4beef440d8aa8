// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import dev.posada.CallPolicy;
import dev.posada.Capabilities;
import dev.posada.Capability;
import dev.posada.ChatModel;
import dev.posada.CompletionModel;
import dev.posada.ErrorDetails;
import dev.posada.HostHealth;
import dev.posada.HostUri;
import dev.posada.ModelHost;
import dev.posada.ModelInfo;
import dev.posada.ModelNotFoundException;
import dev.posada.ProtocolException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This JVM as a host: runs one tiny chat model in plain Java, with nothing installed and no native code.
 *
 * <pre>{@code
 * try (Embedded host = Embedded.demo()) {
 *     System.out.println(host.chatModel().chat("What is Ollama?").text());
 * }
 * }</pre>
 *
 * <p>It is for first steps, for examples that work offline and for tests of programs: the same request gets the same answer
 * on every machine, unless it asks for chance. It is not for real work; for that, start a server.
 *
 * <p>Answers are computed by the thread that reads them, one token at a time; each answer that is being read has memory of
 * its own. Thread-safe.
 */
public final class Embedded implements ModelHost {
    /** The name of the demo model. */
    public static final String DEMO_MODEL = "posada-tiny";

    static final String SCHEME = "embedded";
    static final String DEMO = "demo";
    static final String LOCAL = "local";
    static final String FILE_OPTION = "file";

    private static final String DEMO_RESOURCE = "META-INF/posada/posada-tiny/posada-tiny-q8_0.gguf";

    private final URI uri;
    private final String modelName;
    private final @Nullable String wantedModel;
    private final Engine engine;
    private final CallPolicy policy;

    private Embedded(String uri, String modelName, Engine engine, @Nullable HostUri settings) {
        this.uri = URI.create(uri);
        this.modelName = modelName;
        this.engine = engine;
        CallPolicy usual = CallPolicy.of(uri);
        policy = settings == null ? usual : usual.timeouts(settings.timeouts(usual.timeouts()));
        wantedModel = settings == null ? null : settings.model().orElse(null);
    }

    /**
     * The tiny demo model, which comes with this library. It is read when it is first asked.
     *
     * @throws IllegalStateException if the artifact {@code sdk-embedded-model} is not on the class path
     */
    public static Embedded demo() {
        return demo(null);
    }

    static Embedded demo(@Nullable HostUri settings) {
        URL resource = Embedded.class.getClassLoader().getResource(DEMO_RESOURCE);
        if (resource == null) {
            throw new IllegalStateException(
                    "The demo model is not on the class path: add the dependency dev.posada:sdk-embedded-model.");
        }
        return new Embedded(SCHEME + "://" + DEMO, DEMO_MODEL, new Engine(ModelSource.of(resource)), settings);
    }

    /**
     * Another model of the same kind: a GGUF file (version 3, F32 and Q8_0 weights) with the Llama architecture, a byte-level
     * BPE tokenizer and the chat marks of the demo model. Its name is that of the file, without {@code .gguf}. The file is
     * read in full here; it may be replaced afterwards.
     *
     * @throws ModelNotFoundException if there is no such file
     * @throws ProtocolException if the file is damaged or holds a model of another kind; nothing large was allocated
     */
    public static Embedded load(Path file) {
        return load(file, null);
    }

    static Embedded load(Path file, @Nullable HostUri settings) {
        Path path = file.toAbsolutePath().normalize();
        String name =
                path.getFileName() == null ? "" : path.getFileName().toString().replaceFirst("\\.gguf$", "");
        String option = URLEncoder.encode(path.toString(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
        String uri = SCHEME + "://" + LOCAL + "?" + FILE_OPTION + "=" + option;
        if (!Files.isRegularFile(path)) {
            throw new ModelNotFoundException(
                    "There is no model file " + path + ". Give the path of a GGUF file.",
                    ErrorDetails.none().host(uri).model(name));
        }
        Embedded host = new Embedded(uri, name, new Engine(ModelSource.of(path)), settings);
        host.loaded();
        return host;
    }

    @Override
    public URI uri() {
        return uri;
    }

    /** The only model of this host, unless the URI that it was opened with names another. */
    @Override
    public Optional<String> defaultModel() {
        return Optional.of(wantedModel == null ? modelName : wantedModel);
    }

    /** The only model of this host, for chats. */
    public ChatModel chatModel() {
        return chatModel(modelName);
    }

    @Override
    public ChatModel chatModel(String name) {
        return new EmbeddedChatModel(this, name);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The marks of the model, such as {@code <|im_start|>}, mean themselves in a raw prompt; in chats they are but text.
     */
    @Override
    public CompletionModel completionModel(String name) {
        return new EmbeddedCompletionModel(this, name);
    }

    @Override
    public List<ModelInfo> models() {
        return List.of(model(modelName));
    }

    @Override
    public ModelInfo model(String name) {
        requireModel(name);
        ModelFacts facts = readable(engine::facts);
        return ModelInfo.builder(modelName)
                .capabilities(Capabilities.of(
                        Capability.CHAT,
                        Capability.COMPLETION,
                        Capability.TOOLS,
                        Capability.STRUCTURED_OUTPUT,
                        Capability.THINKING))
                .contextWindow(facts.window())
                .sizeBytes(facts.bytes())
                .family("llama")
                .parameterSize(String.format(Locale.ROOT, "%.1fM", facts.parameters() / 1e6))
                .quantization("Q8_0")
                .loaded(engine.isLoaded())
                .build();
    }

    @Override
    public HostHealth health() {
        try {
            ModelFacts facts = engine.facts();
            String state = engine.isLoaded() ? "in memory" : "not read yet";
            return new HostHealth(
                    HostHealth.Status.UP, null, "The model " + modelName + " (" + facts.name() + ") is " + state + ".");
        } catch (ModelFileException e) {
            return new HostHealth(HostHealth.Status.DOWN, null, message(e));
        }
    }

    /** Lets go of the model. Answers that are still being read end with a {@link dev.posada.CancelledException}. */
    @Override
    public void close() {
        engine.close();
    }

    CallPolicy policy(String name) {
        return policy.model(name);
    }

    boolean isDemo() {
        return uri.getAuthority().equals(DEMO);
    }

    boolean isClosed() {
        return engine.isClosed();
    }

    void requireModel(String name) {
        if (engine.isClosed()) {
            throw new IllegalStateException("This host, " + uri + ", is closed; open a new one.");
        }
        if (!name.equals(modelName)) {
            throw new ModelNotFoundException(
                    "The host " + uri + " has no model \"" + name + "\"; it has " + modelName + " only.", where(name));
        }
    }

    ErrorDetails where(String name) {
        return ErrorDetails.none().host(uri.toString()).model(name);
    }

    boolean isLoaded() {
        return engine.isLoaded();
    }

    Engine.Loaded loaded() {
        return readable(engine::loaded);
    }

    private <T> T readable(Supplier<T> action) {
        try {
            return action.get();
        } catch (ModelFileException e) {
            throw new ProtocolException(message(e), where(modelName), e);
        }
    }

    private String message(ModelFileException e) {
        return engine + " can't be used: " + e.getMessage()
                + ". Take an undamaged GGUF file of a Llama model with F32 and Q8_0 weights.";
    }
}
