/** The heartbeat: what the collector is doing, and every counter of loss. */
package dev.phleet.collector.status;
