// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.posada.ModelHost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What the suite says of a backend that is wrong. */
class ChatModelContractTest {

    @Test
    void findsWhatIsWrongWithAToyAndNothingElse() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ToySuite.class))
                .execute();

        List<String> failed = results.testEvents()
                .failed()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName().replace("()", ""))
                .sorted()
                .toList();
        assertThat(failed)
                .containsExactlyInAnyOrder(
                        "aBadRequestIsAnInvalidRequestAndNotRetryable",
                        "aConnectionServesOneAnswerAfterTheOther",
                        "aFinishReasonThatNobodyKnowsSurvives",
                        "aFrameThatMakesNoSenseIsAProtocolFailure",
                        "aFrameThatNeverEndsFailsAtItsLimit",
                        "aLibrary",
                        "aLongWaitThatTheServerAsksForIsLeftToTheCaller",
                        "aMissingKeyIsAnAuthenticationFailure",
                        "aProxysPageInsteadOfAnAnswerIsAnUnavailableHost",
                        "aReadAfterTheExceptionGivesNothingMore",
                        "aSchema",
                        "aSeed",
                        "aServerThatIsBusyIsAnUnavailableHostAndRetryable",
                        "aServersOwnFailureIsAnUnavailableHost",
                        "aToolChoice",
                        "anAnswerCutOffIsNoFinishedButOneException",
                        "anAnswerThatEndsCleanlyAfterAnyByteIsAnInterruption",
                        "anAnswerThatHasBegunIsNeverAskedForAgain",
                        "anAnswerThatIsClosedAfterAnyByteIsAnInterruption",
                        "anAnswerThatIsCutOffAtItsLimitSaysSo",
                        "anAnswerWithoutItsTerminatorIsAnInterruptionThatCarriesTheText",
                        "anAnswerWrittenByteByByteComesOutWhole",
                        "anEmptyAnswerIsAnInterruption",
                        "anErrorAsTheFirstFrameIsAnError",
                        "anErrorInMidStreamCarriesTheTextSoFar",
                        "anErrorLeavesTheConnectionToTheNextRequest",
                        "anErrorPageOfAnySizeIsAnError",
                        "completions",
                        "documents",
                        "embeddings",
                        "fillingInTheMiddle",
                        "images",
                        "logprobs",
                        "optionsForAnotherBackendAreWarnedOf",
                        "reranking",
                        "resultsOfTools",
                        "retryAfterIsReadAsADate",
                        "retryAfterIsReadInMilliseconds",
                        "retryAfterIsReadInSeconds",
                        "samplingAndLimitsReachTheModel",
                        "theLastFailureComesOutWhenAllTriesFail",
                        "theWordsBeforeAnErrorAreDelivered",
                        "thinking",
                        "thinkingThatBreaksOffIsNoTextSoFar",
                        "tooManyRequestsAreARateLimitAndRetryable",
                        "tools",
                        "videos",
                        "whatIsNotRetryableIsAskedOnce");
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
