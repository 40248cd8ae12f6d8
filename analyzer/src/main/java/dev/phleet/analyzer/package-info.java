/**
 * The Kafka Streams application that sees the whole fleet: its start, its end and its command line.
 */
package dev.phleet.analyzer;
