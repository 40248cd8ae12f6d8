/**
 * From kernel events to records on topics: numbering, mapping, queueing, sending, and what is lost.
 */
package dev.phleet.collector.publish;
