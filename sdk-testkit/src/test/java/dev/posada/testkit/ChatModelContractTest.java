// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.posada.ModelHost;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What the suite says of a backend that is wrong: each defect of the {@link ToyHost} is caught by the tests named here. */
class ChatModelContractTest {
    private static Set<String> failed = Set.of();

    @BeforeAll
    static void runTheSuiteOnce() {
        failed = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ToySuite.class))
                .execute()
                .testEvents()
                .failed()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName().replace("()", ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    @ParameterizedTest
    @EnumSource
    void isCaught(Defect defect) {
        assertThat(failed).containsAll(defect.caughtBy);
    }

    @Test
    void nothingElseFails() {
        assertThat(failed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Defect.values())
                        .flatMap(defect -> defect.caughtBy.stream())
                        .toList());
    }

    private enum Defect {
        TAKES_THE_END_OF_A_BODY_FOR_THE_END_OF_THE_ANSWER(
                "anAnswerCutOffIsNoFinishedButOneException",
                "anAnswerThatEndsCleanlyAfterAnyByteIsAnInterruption",
                "anAnswerThatIsClosedAfterAnyByteIsAnInterruption",
                "anAnswerThatHasBegunIsNeverAskedForAgain",
                "anAnswerWithoutItsTerminatorIsAnInterruptionThatCarriesTheText",
                "anEmptyAnswerIsAnInterruption",
                "aReadAfterTheExceptionGivesNothingMore",
                "thinkingThatBreaksOffIsNoTextSoFar"),
        READS_A_CHUNK_AS_A_LINE("anAnswerWrittenByteByByteComesOutWhole"),
        DOES_NOT_LOOK_AT_THE_STATUS(
                "aBadRequestIsAnInvalidRequestAndNotRetryable",
                "aMissingKeyIsAnAuthenticationFailure",
                "aModelThatLoadsForTooLongIsAFailureThatSaysSo",
                "aProxysPageInsteadOfAnAnswerIsAnUnavailableHost",
                "aServerThatIsBusyIsAnUnavailableHostAndRetryable",
                "aServersOwnFailureIsAnUnavailableHost",
                "anErrorPageOfAnySizeIsAnError",
                "anErrorSaysWhichHostAndWhichModel",
                "tooManyRequestsAreARateLimitAndRetryable",
                "whatIsNotRetryableIsAskedOnce",
                "theLastFailureComesOutWhenAllTriesFail",
                "aLongWaitThatTheServerAsksForIsLeftToTheCaller",
                "retryAfterIsReadAsADate",
                "retryAfterIsReadInMilliseconds",
                "retryAfterIsReadInSeconds",
                "theKeyStandsInNoFailure",
                "aRedirectToAnotherOriginDoesNotGetTheKey",
                "aServerThatIsBusyIsAskedAgain",
                "aModelThatStillLoadsIsAskedAgain",
                "nothingIsDeliveredTwice",
                "aShortWaitThatTheServerAsksForIsKept"),
        DOES_NOT_LOOK_FOR_ERRORS_IN_AN_ANSWER(
                "aPageWithTheStatus200IsNoAnswer",
                "anErrorInABodyWithTheStatus200IsAnError",
                "anErrorAsTheFirstFrameIsAnError",
                "anErrorInMidStreamCarriesTheTextSoFar",
                "theWordsBeforeAnErrorAreDelivered",
                "aFrameThatMakesNoSenseIsAProtocolFailure"),
        READS_LINES_OF_ANY_LENGTH("aFrameThatNeverEndsFailsAtItsLimit"),
        MAKES_A_CONNECTION_FOR_EACH_ANSWER(
                "aConnectionServesOneAnswerAfterTheOther", "anErrorLeavesTheConnectionToTheNextRequest"),
        KNOWS_ONE_FINISH_REASON("aFinishReasonThatNobodyKnowsSurvives", "anAnswerThatIsCutOffAtItsLimitSaysSo"),
        DROPS_WHAT_A_REQUEST_ASKS_FOR(
                "aSchema",
                "aSeed",
                "aToolChoice",
                "documents",
                "images",
                "logprobs",
                "optionsForAnotherBackendAreWarnedOf",
                "resultsOfTools",
                "samplingAndLimitsReachTheModel",
                "thinking",
                "tools",
                "videos"),
        CLAIMS_TO_LACK_NOTHING(
                "aLibrary",
                "anErrorInsteadOfVectorsIsAnError",
                "completions",
                "embeddings",
                "fillingInTheMiddle",
                "reranking",
                "tokenCounting",
                "vectorsAreAskedForAgainWhereTheServerIsBusy",
                "vectorsAreRefusedAsOftenAsTheyMayBeAskedFor",
                "vectorsThatDoNotComeEndWithATimeout"),
        ASKS_NOBODY_WHAT_THERE_IS("aHostListsItsModels", "aHostThatIsNotThereIsDownAndSaysWhy");

        @SuppressWarnings("ImmutableEnumChecker") // List.of makes no list that changes
        private final List<String> caughtBy;

        Defect(String... tests) {
            this.caughtBy = List.of(tests);
        }
    }

    /** Not run by itself: its name does not end like those of tests. */
    @Lacks(value = Feature.TOOL_FRAGMENTS, because = "calls come whole")
    @Lacks(value = Feature.TOOL_ARGUMENTS_AS_TEXT, because = "arguments are JSON objects")
    static final class ToySuite extends ChatModelContract {
        ToySuite() {
            super(Wire.ollama());
        }

        @Override
        protected ModelHost open(HostSettings settings) {
            return new ToyHost(settings);
        }
    }
}
