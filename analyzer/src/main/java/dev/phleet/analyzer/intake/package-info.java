/** Whether a decoded event can be true. Plain Java, no Kafka. */
package dev.phleet.analyzer.intake;
