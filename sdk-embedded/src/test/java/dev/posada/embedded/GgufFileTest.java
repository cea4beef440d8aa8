// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged, cut and hostile files: all of them are refused with one kind of exception, and before memory is taken. */
class GgufFileTest {
    /** A few times the size of the file's metadata; far below the 36 MB that the weights take. */
    private static final long MOST_FOR_A_HEADER = 16_000_000;

    private static final byte[] SMALL = SmallModel.usual();

    @Test
    void aSmallModelIsRead() {
        LanguageModel model = ModelFile.read(DemoModel.source(SMALL));

        assertThat(model.shape().layers()).isEqualTo(1);
        assertThat(model.tokenizer().vocabulary()).isEqualTo(262);
    }

    @Test
    void aFileThatEndsAnywhereIsRefused() {
        for (int length = 0; length < SMALL.length; length += length < 1_200 ? 1 : 41) {
            assertRefused(Arrays.copyOf(SMALL, length));
        }
    }

    @Test
    void aFileThatIsShorterThanItSaysIsRefused() {
        byte[] cut = Arrays.copyOf(SMALL, SMALL.length - 100);

        assertThatThrownBy(() -> ModelFile.read(DemoModel.source(cut, SMALL.length)))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("can't be read");
    }

    @Test
    void anyByteOfTheHeaderMayBeWrong() {
        Random random = new Random(7);
        int header = SMALL.length - SmallModel.dataBytes();

        for (int position = 0; position < header; position += 1 + random.nextInt(position < 1_500 ? 1 : 16)) {
            byte[] damaged = SMALL.clone();
            damaged[position] = (byte) random.nextInt(256);
            assertReadOrRefused(damaged);
        }
    }

    @Test
    void severalBytesOfTheHeaderMayBeWrong() {
        Random random = new Random(11);
        int header = SMALL.length - SmallModel.dataBytes();

        for (int round = 0; round < 1_000; round++) {
            byte[] damaged = SMALL.clone();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                damaged[random.nextInt(header)] = random.nextBoolean() ? (byte) 0xFF : (byte) random.nextInt(256);
            }
            assertReadOrRefused(damaged);
        }
    }

    @Test
    void theDemoModelMayBeDamagedAnywhereInItsHeader() {
        byte[] file = DemoModel.file();
        Random random = new Random(13);

        for (int round = 0; round < 200; round++) {
            int position = random.nextInt(134_000);
            byte before = file[position];
            file[position] = (byte) random.nextInt(256);
            readHeaderOrRefuse(file);
            file[position] = before;
        }
    }

    @Test
    void countsThatCannotBeTrueTakeNoMemory() {
        long[] counts = {-1, Long.MAX_VALUE, 1L << 60, 1L << 40, 1L << 31, 1L << 24};

        for (long count : counts) {
            for (int field : new int[] {8, 16, 24}) {
                byte[] hostile = SMALL.clone();
                SmallModel.putLong(hostile, field, count);
                assertRefused(hostile);
            }
        }
    }

    @Test
    void otherVersionsAndFormatsAreNamed() {
        byte[] otherVersion = SMALL.clone();
        otherVersion[4] = 2;
        byte[] bigEndian = SMALL.clone();
        bigEndian[4] = 0;
        bigEndian[7] = 3;
        byte[] zip = "PK\3\4 something else entirely".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> read(otherVersion)).hasMessageContaining("version 2");
        assertThatThrownBy(() -> read(bigEndian)).hasMessageContaining("big-endian");
        assertThatThrownBy(() -> read(zip)).hasMessageContaining("not a GGUF file");
    }

    @Test
    void whatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.metadata("general.name", "again"))))
                .hasMessageContaining("general.name")
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.tensor("output_norm.weight", 0, 32))))
                .hasMessageContaining("output_norm.weight")
                .hasMessageContaining("twice");
    }

    @Test
    void tensorsOfOtherModelsAreRefused() {
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.tensor("rope_freqs.weight", 0, 32))))
                .hasMessageContaining("rope_freqs.weight");
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.tensor("blk.0.attn_q.bias", 0, 32))))
                .hasMessageContaining("attn_q.bias");
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.tensor("output.weight", 2, 32, 262))))
                .hasMessageContaining("type 2");
    }

    @Test
    void dimensionsThatOverflowAreRefused() {
        assertThatThrownBy(() -> read(SmallModel.file(
                        model -> model.tensor("output.weight", 8, Integer.MAX_VALUE - 31L, Integer.MAX_VALUE))))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("output.weight");
    }

    @Test
    void shapesThatDoNotFitTheMetadataAreRefused() {
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.integer("llama.embedding_length", 64))))
                .isInstanceOf(ModelFileException.class);
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.integer("llama.block_count", 1_000_000))))
                .isInstanceOf(ModelFileException.class);
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.integer("llama.attention.head_count_kv", 3))))
                .isInstanceOf(ModelFileException.class);
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.integer("llama.attention.head_count", 0))))
                .isInstanceOf(ModelFileException.class);
    }

    @Test
    void missingMetadataIsNamed() {
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.without("llama.context_length"))))
                .hasMessageContaining("llama.context_length")
                .hasMessageContaining("missing");
    }

    @Test
    void alignmentMustBeAPowerOfTwo() {
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.integer("general.alignment", 48))))
                .hasMessageContaining("48");
    }

    @Test
    void aVocabularyWithoutEveryByteIsRefused() {
        assertThatThrownBy(() -> read(SmallModel.file(model -> model.token('a', "aa"))))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("lacks");
    }

    private static LanguageModel read(byte[] file) {
        return ModelFile.read(DemoModel.source(file));
    }

    private static void assertRefused(byte[] file) {
        long before = allocatedBytes();
        assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> read(file));
        assertThat(allocatedBytes() - before).isLessThan(MOST_FOR_A_HEADER);
    }

    private static void assertReadOrRefused(byte[] file) {
        long before = allocatedBytes();
        try {
            read(file);
        } catch (ModelFileException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
        assertThat(allocatedBytes() - before).isLessThan(MOST_FOR_A_HEADER);
    }

    private static void readHeaderOrRefuse(byte[] file) {
        long before = allocatedBytes();
        try {
            assertThat(ModelFile.readFacts(DemoModel.source(file)).parameters()).isPositive();
        } catch (ModelFileException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
        assertThat(allocatedBytes() - before).isLessThan(MOST_FOR_A_HEADER);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
