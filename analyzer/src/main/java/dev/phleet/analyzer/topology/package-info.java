/** The Kafka Streams topology: its processors, stores and state formats. */
package dev.phleet.analyzer.topology;
