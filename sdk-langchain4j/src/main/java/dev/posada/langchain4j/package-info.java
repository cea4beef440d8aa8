/** Posada's models as LangChain4j models, and LangChain4j's models as a host of Posada. */
@NullMarked
package dev.posada.langchain4j;

import org.jspecify.annotations.NullMarked;
