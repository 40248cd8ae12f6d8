/**
 * The configuration of the collector: one immutable record, its keys, and how values are written.
 */
package dev.phleet.collector.config;
