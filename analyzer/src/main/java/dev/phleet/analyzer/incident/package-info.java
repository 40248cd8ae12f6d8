/** The one place that keeps incidents and numbers what is published of them. No Kafka in it. */
package dev.phleet.analyzer.incident;
