/** {@code phleet events}: the topics, decoded, one line a record. */
package dev.phleet.collector.events;
