/** The rules that turn anomalies into incidents: plain Java, no Kafka. */
package dev.phleet.analyzer.correlation;
