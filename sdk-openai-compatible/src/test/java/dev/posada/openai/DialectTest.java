// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.posada.openai.Dialect.Dimensions;
import dev.posada.openai.Dialect.EmbeddingEncoding;
import dev.posada.openai.Dialect.Input;
import dev.posada.openai.Dialect.JsonForm;
import dev.posada.openai.Dialect.RerankForm;
import dev.posada.openai.Dialect.Sampler;
import dev.posada.openai.Dialect.SchemaForm;
import dev.posada.openai.Dialect.SchemaHint;
import dev.posada.openai.Dialect.Terminator;
import dev.posada.openai.Dialect.ThinkingReplay;
import dev.posada.openai.Dialect.TokenLimit;
import dev.posada.openai.Dialect.ToolChoiceForm;
import dev.posada.openai.Dialect.UsageRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
    /** Differs from the standard in everything. */
    private static final Dialect ODD = Dialect.standard().toBuilder()
            .name("odd")
            .root("")
            .terminator(Terminator.FINISH_REASON)
            .usage(UsageRequest.UNASKED)
            .tokenLimit(TokenLimit.MAX_COMPLETION_TOKENS)
            .jsonSchema(SchemaForm.TOP_LEVEL)
            .json(JsonForm.OBJECT_SCHEMA)
            .schemaHint(SchemaHint.NONE)
            .toolChoice(ToolChoiceForm.ONLY_TOOL)
            .thinkingTags(ThinkingTags.alreadyOpen("[", "]"))
            .thinkingControl(ThinkingControl.none())
            .thinkingReplay(ThinkingReplay.TAGS)
            .inputs(Input.AUDIO)
            .samplers(Sampler.MIN_P)
            .embeddingEncoding(EmbeddingEncoding.BASE64)
            .dimensions(Dimensions.FIXED)
            .rerank(RerankForm.TEXTS)
            .build();

    @Test
    void keepsEverythingInABuilderThatStartsFromIt() {
        assertThat(ODD.toBuilder().build()).usingRecursiveComparison().isEqualTo(ODD);
    }

    @Test
    void differsFromTheStandardOnlyInWhatIsReplaced() {
        Dialect dialect =
                Dialect.standard().toBuilder().json(JsonForm.OBJECT_SCHEMA).build();

        assertThat(dialect).usingRecursiveComparison().ignoringFields("json").isEqualTo(Dialect.standard());
        assertThat(dialect.json()).isEqualTo(JsonForm.OBJECT_SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "openai", "vllm", "sglang", "tgi", "tei", "ollama"})
    void hasANameForEachKindOfServer(String name) {
        assertThat(Dialect.named(name).name()).isNotBlank();
    }

    @Test
    void canNotSendThinkingBackInTagsThatItDoesNotKnow() {
        Dialect.Builder builder = Dialect.openAi().toBuilder().thinkingReplay(ThinkingReplay.TAGS);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("thinkingTags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "/v1/", "/"})
    void wantsARootThatPathsCanBePutBehind(String root) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dialect.standard().toBuilder().root(root))
                .withMessageContaining("slash");
    }

    @Test
    void wantsTagsThatCanBeFound() {
        assertThatIllegalArgumentException().isThrownBy(() -> ThinkingTags.atStart("<think>", " "));
    }
}
