/** How the collector's log is written: for people, for machines, for the journal. */
package dev.phleet.collector.log;
