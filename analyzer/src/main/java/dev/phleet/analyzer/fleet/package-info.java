/** What the whole fleet knows about one executable: plain Java, no Kafka. */
package dev.phleet.analyzer.fleet;
