// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.posada.architecture.Modules.MAIN_CLASSES;
import static dev.posada.architecture.Modules.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class SurfaceTest {

    @Test
    void everyPackageIsNullMarked() {
        List<JavaPackage> packages =
                MAIN_CLASSES.stream().map(JavaClass::getPackage).distinct().toList();

        assertThat(packages)
                .isNotEmpty()
                .allMatch(javaPackage -> javaPackage.isAnnotatedWith(NullMarked.class), "is @NullMarked");
    }

    @Test
    void coreShowsNoneOfItsLibrariesToCallers() {
        List<String> shown = MAIN_CLASSES.stream()
                .filter(in("sdk-core"))
                .filter(SurfaceTest::isVisible)
                .flatMap(SurfaceTest::signatures)
                .filter(signature ->
                        signature.type().getAllInvolvedRawTypes().stream().anyMatch(SurfaceTest::isOfAHiddenLibrary))
                .map(Signature::toString)
                .toList();

        assertThat(shown).isEmpty();
    }

    /** The test kit's wires are no records of JSON but what a server of one protocol does: those are for its users. */
    @Test
    void wireTypesAreNotPublic() {
        List<String> visible = MAIN_CLASSES.stream()
                .filter(not(in("sdk-testkit")))
                .filter(SurfaceTest::isWireType)
                .filter(SurfaceTest::isVisible)
                .map(JavaClass::getName)
                .toList();

        assertThat(visible).isEmpty();
    }

    /** Stack traces included: {@code printStackTrace()} writes to standard error. */
    @Test
    void onlyProgramsPrint() {
        noClasses()
                .that(not(in("cli", "examples", "benchmarks")))
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(MAIN_CLASSES);
    }

    private static boolean isWireType(JavaClass type) {
        return type.getSimpleName().endsWith("Wire")
                || type.getEnclosingClass().filter(SurfaceTest::isWireType).isPresent();
    }

    /** Whether code outside the package can name the type. */
    private static boolean isVisible(JavaClass type) {
        return isShown(type)
                && type.getEnclosingClass().map(SurfaceTest::isVisible).orElse(true);
    }

    private static boolean isShown(HasModifiers element) {
        return element.getModifiers().contains(JavaModifier.PUBLIC)
                || element.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isOfAHiddenLibrary(JavaClass type) {
        return Stream.of("com.fasterxml.", "com.github.victools.", "dev.harrel.", "org.slf4j.")
                .anyMatch(type.getPackageName()::startsWith);
    }

    private static Stream<Signature> signatures(JavaClass type) {
        Stream<JavaType> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        return Stream.concat(
                parents.map(parent -> new Signature(type.getName(), parent)),
                type.getMembers().stream().filter(SurfaceTest::isShown).flatMap(SurfaceTest::memberSignatures));
    }

    private static Stream<Signature> memberSignatures(JavaMember member) {
        Stream<? extends JavaType> types =
                member instanceof JavaField field ? Stream.of(field.getType()) : codeUnitTypes((JavaCodeUnit) member);
        return types.map(type -> new Signature(member.getFullName(), type));
    }

    private static Stream<? extends JavaType> codeUnitTypes(JavaCodeUnit unit) {
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getTypeParameters().stream(),
                        unit.getThrowsClause().getTypes().stream())
                .flatMap(types -> types);
    }

    private record Signature(String where, JavaType type) {}
}
