/** {@code phleet replay}: recordings of system calls, and how they go through the detector. */
package dev.phleet.collector.replay;
