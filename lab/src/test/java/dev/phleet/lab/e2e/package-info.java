/**
 * From a system call in this kernel to a record on a topic, with nothing put in between: real
 * processes, the real detector, a real broker. Needs root; skipped with a word where there is none,
 * never in CI.
 */
package dev.phleet.lab.e2e;
