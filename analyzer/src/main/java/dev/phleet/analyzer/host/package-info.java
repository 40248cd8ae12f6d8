/** What is known of each host's collector, and when its silence is an incident. No Kafka in it. */
package dev.phleet.analyzer.host;
