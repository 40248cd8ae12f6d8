/** Times: the kernel's since boot, and the wall clock's. */
package dev.phleet.collector.clock;
