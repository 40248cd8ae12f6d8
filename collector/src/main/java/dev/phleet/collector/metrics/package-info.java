/** The heartbeat and the programs' run time as Prometheus reads them, on a loopback port. */
package dev.phleet.collector.metrics;
