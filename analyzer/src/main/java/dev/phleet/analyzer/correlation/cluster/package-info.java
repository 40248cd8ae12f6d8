/**
 * Rules about events of one subject that come together within a time, and the engine that they
 * share. No Kafka in it.
 */
package dev.phleet.analyzer.correlation.cluster;
