/**
 * libbpf 1.x: bare signatures, and handles that close what they open. No other package touches JNA.
 */
package dev.phleet.collector.libbpf;
