/**
 * The detector in plain Java: what the description says it does, as directly as it can be said.
 * Sets of pairs, no batching, no caches, no concurrency. The kernel's detector is tested against
 * it.
 */
package dev.phleet.collector.model;
