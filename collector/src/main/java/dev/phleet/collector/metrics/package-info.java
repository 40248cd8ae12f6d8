/**
 * The heartbeat and the programs' run time as Prometheus reads them, on a port that is the loopback
 * interface's by default.
 */
package dev.phleet.collector.metrics;
