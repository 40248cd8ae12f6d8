/**
 * Which versions (executable ids) of a path run where, and when one of them is a stranger. No Kafka
 * in it.
 */
package dev.phleet.analyzer.version;
