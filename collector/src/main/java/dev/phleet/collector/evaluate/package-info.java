/** {@code phleet evaluate}: how well attacks are told from normal behaviour, on labelled traces. */
package dev.phleet.collector.evaluate;
