// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Keeps tests from running for which a backend {@linkplain Lacks lacks} what they need, and writes down how all tests of a suite
 * came out, if the system property {@value #DIRECTORY} names a directory.
 */
final class ContractReport implements ExecutionCondition, TestWatcher, AfterAllCallback {
    /** The system property that says where to write. */
    static final String DIRECTORY = "posada.guarantees";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(method -> missing(context.getRequiredTestClass(), method))
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("nothing is missing"));
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        Optional<String> missing = annotations(context.getRequiredTestMethod(), Offers.class)
                .flatMap(offer -> lack(context.getRequiredTestClass(), offer.value()).stream())
                .findFirst();
        note(context, missing.isPresent() ? "refused" : "passed", missing.orElse(""));
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        note(context, "failed", "");
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        note(context, "aborted", "");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        note(context, "none", reason.orElse(""));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String directory = System.getProperty(DIRECTORY, "");
        if (directory.isEmpty()) {
            return;
        }
        try {
            Path file = Path.of(directory, context.getRequiredTestClass().getSimpleName() + ".tsv");
            Files.createDirectories(file.getParent());
            Files.write(file, outcomes(context).values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why a suite's backend lacks a feature, if it does. */
    static Optional<String> reason(Class<?> suite, Feature feature) {
        return Arrays.stream(suite.getAnnotationsByType(Lacks.class))
                .filter(lack -> lack.value() == feature)
                .map(Lacks::because)
                .findFirst();
    }

    private static Optional<String> lack(Class<?> suite, Feature feature) {
        return reason(suite, feature).map(because -> feature + " (" + because + ")");
    }

    private static Optional<String> missing(Class<?> suite, Method test) {
        return annotations(test, Needs.class)
                .flatMap(need -> Arrays.stream(need.value()))
                .flatMap(feature -> lack(suite, feature).stream())
                .findFirst();
    }

    /** What stands at the test, and what at the part of the suite that it belongs to. */
    private static <A extends Annotation> Stream<A> annotations(Method test, Class<A> type) {
        return Stream.concat(
                Arrays.stream(test.getDeclaringClass().getAnnotationsByType(type)),
                Arrays.stream(test.getAnnotationsByType(type)));
    }

    private static void note(ExtensionContext context, String outcome, String reason) {
        Method test = context.getRequiredTestMethod();
        String guarantee = annotations(test, Guarantee.class)
                .reduce((outer, inner) -> inner)
                .map(found -> String.valueOf(found.value()))
                .orElse("");
        String feature = annotations(test, Offers.class)
                .map(offer -> offer.value().toString())
                .findFirst()
                .orElse("");
        String line = String.join("\t", guarantee, feature, test.getName(), outcome, reason);
        outcomes(context)
                .merge(test.getName(), line, (first, second) -> second.contains("\tfailed\t") ? second : first);
    }

    @SuppressWarnings("unchecked") // what the line itself puts in
    private static Map<String, String> outcomes(ExtensionContext context) {
        Namespace namespace = Namespace.create(ContractReport.class, context.getRequiredTestClass());
        return (Map<String, String>)
                context.getRoot().getStore(namespace).computeIfAbsent("outcomes", key -> new TreeMap<>(), Map.class);
    }
}
