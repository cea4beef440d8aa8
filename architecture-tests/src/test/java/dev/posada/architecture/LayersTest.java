// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.posada.architecture.Modules.ALLOWED;
import static dev.posada.architecture.Modules.MAIN_CLASSES;
import static dev.posada.architecture.Modules.PACKAGES;
import static dev.posada.architecture.Modules.in;
import static dev.posada.architecture.Modules.moduleOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LayersTest {
    static final List<String> LIBRARIES = ALLOWED.keySet().stream().sorted().toList();

    @Test
    void theseRulesSeeTheClassesOfEveryModule() {
        assertThat(MAIN_CLASSES)
                .extracting(Modules::moduleOf)
                .contains(
                        "sdk-core",
                        "sdk-http",
                        "sdk-openai-compatible",
                        "sdk-ollama",
                        "sdk-llamacpp",
                        "sdk-lmstudio",
                        "sdk-embedded",
                        "sdk-langchain4j",
                        "cli",
                        "examples");
    }

    @Test
    void everyClassIsInAPackageThatItsModuleExports() {
        classes()
                .should()
                .resideInAnyPackage(
                        PACKAGES.values().stream().flatMap(Collection::stream).toArray(String[]::new))
                .check(MAIN_CLASSES);
    }

    @ParameterizedTest
    @FieldSource("LIBRARIES")
    void aLibraryUsesNoModuleButThoseBelowIt(String library) {
        noClasses()
                .that(in(library))
                .should()
                .dependOnClassesThat(ofPosadaButNotOf(library, ALLOWED.get(library)))
                .allowEmptyShould(true)
                .check(MAIN_CLASSES);
    }

    @Test
    void modulesFormNoCycle() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new ByModule())
                .should()
                .beFreeOfCycles()
                .check(MAIN_CLASSES);
    }

    @Test
    void coreHasNoHttp() {
        noClasses()
                .that(in("sdk-core"))
                .should()
                .dependOnClassesThat(resideInAPackage("okhttp3..")
                        .or(resideInAPackage("okio.."))
                        .or(resideInAPackage("java.net.http.."))
                        .or(resideInAPackage("javax.net.."))
                        .or(assignableTo("java.net.URLConnection")))
                .check(MAIN_CLASSES);
    }

    @Test
    void onlyTheTransportUsesOkHttpSaveForBuildersThatTakeAClient() {
        noClasses()
                .that(not(in("sdk-http", "examples", "benchmarks")))
                .and(describe("are no builder", type -> !type.getSimpleName().endsWith("Builder")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("okhttp3..")
                .check(MAIN_CLASSES);
    }

    @Test
    void aBuilderOutsideTheTransportKnowsOfOkHttpTheClientAlone() {
        noClasses()
                .that(not(in("sdk-http", "examples", "benchmarks")))
                .should()
                .dependOnClassesThat(resideInAPackage("okhttp3..")
                        .and(describe(
                                "are not the client", type -> !type.getName().equals("okhttp3.OkHttpClient"))))
                .check(MAIN_CLASSES);
    }

    private static DescribedPredicate<JavaClass> ofPosadaButNotOf(String library, Set<String> allowed) {
        return resideInAPackage("dev.posada..")
                .and(describe(
                        "of neither " + library + " nor " + allowed,
                        type -> !moduleOf(type).equals(library) && !allowed.contains(moduleOf(type))));
    }

    /** By module and not by package: core and its {@code spi} use each other on purpose. */
    private static final class ByModule implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(moduleOf(type));
        }

        @Override
        public String getDescription() {
            return "modules";
        }
    }
}
