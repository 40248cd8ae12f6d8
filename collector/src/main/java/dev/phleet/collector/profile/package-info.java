/** What is known of a program outside the kernel: as one value, and as a file. */
package dev.phleet.collector.profile;
