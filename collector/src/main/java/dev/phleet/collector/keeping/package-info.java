/** Profiles between the kernel and the disk. */
package dev.phleet.collector.keeping;
